import { createCheckEnvironment } from "../../../config/create-environment.ts";
import type { Config } from "../../../config/load-config.ts";
import { openResponseStore, type ResponseStore } from "../../../config/open-response-store.ts";
import { openVerdictStore, verdictsFile } from "../../../config/open-verdict-store.ts";
import type { Settings } from "../../../config/settings.ts";
import { Fault } from "../../../domain/fault.ts";
import type { CheckEnvironment } from "../../../ports/environment.ts";
import type { VerdictStore } from "../../../ports/verdict-store.ts";
import { formatMegabytes } from "../../../std/format-megabytes.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { renderTable } from "../render-table.ts";
import { describeReport, reportToJson } from "../show-cache-report.ts";
import { tellNote } from "../tell-opening.ts";

interface JsonOption {
  readonly json?: true;
}

const RECENT = 5;
/** Calls that are explained where no run is named, and of one run. */
const EXPLAINED = 10;
const MOST_OF_ONE_RUN = 2000;

/** `specwright cache stats` */
export async function cacheStatsCommand(
  _args: readonly [],
  options: JsonOption,
  face: Face,
): Promise<ExitReason> {
  const { terminal } = face;
  await using environment = await createCheckEnvironment({ directory: face.directory });
  const { settings } = environment.config;
  using store = openStore(settings, environment, face);
  const { responses, file, fileBytes } = store;
  const { entries, bytes, maxBytes, ttlMs, uses, oldestAt } = responses.stats();
  const recent = responses.recent(RECENT);
  using verdicts = await openVerdicts(settings, environment, face);
  const verdictStats = {
    isOn: settings.verdict_cache,
    file: verdictsFile(settings),
    ...verdicts.stats(),
  };
  if (options.json) {
    terminal.json({
      isOn: settings.response_cache,
      file,
      fileBytes,
      entries,
      bytes,
      maxBytes,
      ttlMs,
      uses,
      oldestAt: oldestAt === undefined ? null : toIso(oldestAt),
      recent: recent.map(({ storedAt, usedAt, ...rest }) => ({
        ...rest,
        storedAt: toIso(storedAt),
        usedAt: toIso(usedAt),
      })),
      verdicts: verdictStats,
    });
    return "accepted";
  }
  const { result } = terminal;
  result(`${escapeText(file)}, ${formatMegabytes(fileBytes)}`);
  result(
    `answers: ${entries}, ${formatMegabytes(bytes)} of at most ${formatMegabytes(maxBytes)}, kept for ${toDays(ttlMs)}`,
  );
  result(`given instead of asking: ${uses}`);
  if (oldestAt !== undefined) result(`oldest: ${toIso(oldestAt)}`);
  if (recent.length > 0) {
    const rows = recent.map((one) => [
      one.key.slice(0, 12),
      escapeText(one.askedOf),
      `${one.bytes}`,
      toIso(one.storedAt),
      `${one.uses}`,
    ]);
    result(renderTable(["key", "model", "bytes", "stored", "uses"], rows));
  }
  result(
    `verdicts: ${verdictStats.entries}, ${formatMegabytes(verdictStats.bytes)} of at most ${formatMegabytes(verdictStats.maxBytes)}; given instead of proving: ${verdictStats.uses}`,
  );
  if (!settings.response_cache)
    terminal.say("The cache is off: response_cache is false, so nothing is kept or given");
  if (!settings.verdict_cache)
    terminal.say(
      "Verdicts are not remembered: verdict_cache is false, so everything is proved anew",
    );
  return "accepted";
}

/** `specwright cache clear` */
export async function cacheClearCommand(
  _args: readonly [],
  options: JsonOption,
  face: Face,
): Promise<ExitReason> {
  const { terminal } = face;
  await using environment = await createCheckEnvironment({ directory: face.directory });
  using store = openStore(environment.config.settings, environment, face);
  const bytesBefore = store.fileBytes;
  store.prompts.clear();
  const cleared = store.responses.clear();
  const freedBytes = Math.max(0, bytesBefore - store.fileBytes);
  using verdicts = await openVerdicts(environment.config.settings, environment, face);
  const clearedVerdicts = verdicts.clear();
  if (options.json) terminal.json({ cleared, freedBytes, clearedVerdicts });
  else
    terminal.say(
      `Forgot ${cleared} answers, all prompts and ${clearedVerdicts} verdicts, freed ${formatMegabytes(freedBytes)}`,
    );
  return "accepted";
}

/**
 * `specwright cache explain [RUN]`: what the providers' own prompt caches made of each call; with the key of a kept
 * answer: what was asked for it.
 */
export async function cacheExplainCommand(
  [subject]: readonly [string | undefined],
  options: JsonOption,
  face: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory: face.directory });
  if (subject === undefined || !KEY.test(subject))
    return await explainCalls(subject, options, environment, face);
  using store = openStore(environment.config.settings, environment, face);
  const keyJson = store.responses.findKeyJson(subject);
  if (keyJson === undefined) throw unknownKey(subject);
  const asked: unknown = JSON.parse(keyJson);
  if (options.json) face.terminal.json(asked);
  else face.terminal.result(escapeText(JSON.stringify(asked, undefined, 2)));
  return "accepted";
}

/** The beginning of a key; the id of a run holds hyphens. */
const KEY = /^[0-9a-f]{8,64}$/;

const unknownKey = (key: string): Fault =>
  new Fault(
    "usage/invalid",
    `Cannot explain "${key}": no kept answer's key begins so, or several`,
    {
      help: "specwright cache stats shows the latest keys; without one, the latest calls are explained",
    },
  );

async function explainCalls(
  runId: string | undefined,
  options: JsonOption,
  environment: CheckEnvironment & { readonly config: Config },
  face: Face,
): Promise<ExitReason> {
  const { terminal } = face;
  // A run that is not there is worth another word than one without such calls.
  if (runId !== undefined) await environment.records.read(runId);
  using store = openStore(environment.config.settings, environment, face);
  const count = runId === undefined ? EXPLAINED : MOST_OF_ONE_RUN;
  const reports = store.prompts.reports({ runId, count }).toReversed();
  for (const report of reports) {
    if (options.json) terminal.json(reportToJson(report));
    else for (const line of describeReport(report)) terminal.result(line);
  }
  if (reports.length === 0) {
    const whose = runId === undefined ? "No call" : `No call of run ${runId}`;
    terminal.say(
      `${whose} is remembered that a provider's prompt cache could have served: the model has none, an answer came from our own cache, or response_cache is off`,
    );
  }
  return "accepted";
}

const openStore = (
  settings: Settings,
  { clock }: Pick<CheckEnvironment, "clock">,
  { terminal }: Face,
): ResponseStore =>
  openResponseStore(settings, {
    clock,
    onNote: (note) => tellNote(note, terminal),
  });

const openVerdicts = (
  settings: Settings,
  { clock }: Pick<CheckEnvironment, "clock">,
  { terminal }: Face,
): Promise<VerdictStore> =>
  openVerdictStore(settings, { clock, onNote: (note) => tellNote(note, terminal) });

const toIso = (ms: number): string => new Date(ms).toISOString();

const DAY_MS = 24 * 3_600_000;
const toDays = (ms: number): string =>
  ms >= DAY_MS ? `${Number((ms / DAY_MS).toFixed(1))} days` : `${Math.round(ms / 1000)} s`;
