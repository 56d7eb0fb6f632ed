import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { Fault } from "../../../domain/fault.ts";
import type { CheckEnvironment } from "../../../ports/environment.ts";
import {
  type BundledRun,
  type BundleItem,
  readBundledRun,
  renderBundle,
  sealBundle,
} from "../../../verification/bundle.ts";
import { type CheckedItem, checkBundle } from "../../../verification/check-bundle.ts";
import { type Rechecked, recheckItem, testItem } from "../../../verification/recheck-item.ts";
import { describeBrittleness } from "../../../verification/verify-file.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { toOutputPath, toProjectPath } from "../project-path.ts";
import { diagnosticsToJson, showDiagnostics } from "../show-diagnostics.ts";
import { tellNote } from "../tell-opening.ts";
import type { Terminal } from "../terminal.ts";

export interface BundleEvidenceOptions {
  readonly out: string;
  readonly brittleness?: true;
  readonly json?: true;
}

export interface CheckEvidenceOptions {
  readonly root?: string;
  readonly recheck?: true;
  readonly timeout?: number;
  readonly json?: true;
}

/** Of all texts of a large batch. */
const MAX_BYTES = 500_000_000;

/** `specwright evidence bundle RUN… --out FILE`: what the runs accepted, sealed. */
export async function bundleEvidenceCommand(
  [runIds]: readonly [readonly string[]],
  { out, brittleness: isTested, json }: BundleEvidenceOptions,
  { terminal, signal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const { files, records, sha256, version, clock } = environment;
  const target = toOutputPath(out, directory, files.root);
  await refuseToReplace(target, environment);
  const runs: BundledRun[] = [];
  for (const runId of new Set(runIds)) {
    const run = readBundledRun(await records.read(runId), runId);
    if (runs.some(({ id }) => id === run.id))
      throw new Fault("usage/invalid", `Cannot bundle run ${runId}: "${run.id}" is in it already`, {
        help: "A bundle holds each file once: leave the other run out",
      });
    terminal.live(`sealing ${run.id}`);
    const { check_timeout_ms: timeoutMs } = environment.config.settings;
    const brittleness =
      isTested === true ? await testItem(run, environment, { timeoutMs, signal }) : undefined;
    if (isTested === true && brittleness === undefined)
      tellNote(`${run.id}: its checker takes no other ways`, terminal);
    runs.push({ ...run, brittleness });
  }
  const sealedAt = new Date(clock.now()).toISOString();
  const bundle = sealBundle(runs, { version, sealedAt, sha256 });
  await files.writeText(target, renderBundle(bundle));
  if (json) terminal.json({ file: target, root: bundle.sha256, items: runs.map(({ id }) => id) });
  else {
    for (const { id, brittleness } of runs)
      if (brittleness !== undefined)
        terminal.say(
          `${escapeText(id)}: ${describeBrittleness(brittleness)} when proved other ways`,
        );
    terminal.result(`${escapeText(target)} ${bundle.sha256}`);
    terminal.say("Note the hash elsewhere: evidence check --root holds the bundle to it");
  }
  return "accepted";
}

/** `specwright evidence check FILE`: whether nothing in it was changed; with `--recheck`, whether it still is proved. */
export async function checkEvidenceCommand(
  [file]: readonly [string],
  options: CheckEvidenceOptions,
  { terminal, signal, directory }: Face,
): Promise<ExitReason> {
  const settings = { check_timeout_ms: options.timeout, verdict_cache: false };
  await using environment = await createCheckEnvironment({ directory, settings });
  const { files, languages, sha256 } = environment;
  const path = toProjectPath(file, directory, files.root);
  const text = await files.readText(path, { maxBytes: MAX_BYTES });
  const { root, problems, items } = checkBundle(text, { languages, sha256, root: options.root });
  const standings = new Set<ExitReason>(problems.length > 0 ? ["rejected"] : []);
  for (const problem of problems) {
    if (options.json) terminal.json({ file: path, fits: false, problem });
    else terminal.result(`${escapeText(path)}: ${escapeText(problem)}`);
  }
  for (const checked of items) {
    const { item, problems: found } = checked;
    const { check_timeout_ms: timeoutMs } = environment.config.settings;
    terminal.live(`checking ${item.id}`);
    // What was changed is not worth a verifier's time, and says nothing of what was sealed.
    const isAsked = options.recheck === true && found.length === 0 && problems.length === 0;
    const rechecked = isAsked
      ? await recheckItem(item, environment, { timeoutMs, signal })
      : undefined;
    const status = rechecked?.verdict.status ?? "accepted";
    standings.add(found.length > 0 ? "rejected" : status);
    if (options.json) terminal.json(itemToJson(checked, rechecked));
    else showItem(checked, rechecked, terminal);
  }
  if (options.json !== true && problems.length === 0 && root !== undefined)
    terminal.result(`${items.length} items, root ${root}`);
  if (standings.has("rejected")) return "rejected";
  return standings.has("inconclusive") ? "inconclusive" : "accepted";
}

const itemToJson = ({ item, problems }: CheckedItem, rechecked: Rechecked | undefined): object => ({
  id: item.id,
  fits: problems.length === 0,
  problems,
  sha256: item.sha256,
  model: item.model,
  checker: item.checker,
  recheck:
    rechecked === undefined
      ? null
      : {
          status: rechecked.verdict.status,
          phase: rechecked.verdict.phase,
          changes: rechecked.changes,
          diagnostics: diagnosticsToJson(
            rechecked.verdict.diagnostics,
            item.candidate.text,
            item.candidate.companions,
          ),
        },
});

function showItem(
  { item, problems }: CheckedItem,
  rechecked: Rechecked | undefined,
  terminal: Terminal,
): void {
  const id = escapeText(item.id);
  for (const problem of problems) terminal.result(`${id}: ${escapeText(problem)}`);
  if (problems.length > 0) return;
  terminal.result(`${id} fits: ${describeItem(item)}`);
  if (rechecked === undefined) return;
  const { verdict, changes } = rechecked;
  const { path: file, text, companions } = item.candidate;
  showDiagnostics(verdict.diagnostics, { file, text, companions }, terminal);
  for (const { tool, before, after } of changes)
    tellNote(`${tool} was ${before} when it was sealed, and is ${after} now`, terminal);
  terminal.result(`${id} rechecked: ${verdict.status} in phase ${verdict.phase}`);
}

const describeItem = ({ checker, model, verdict, brittleness }: BundleItem): string => {
  const ways = brittleness === undefined ? "" : `, ${describeBrittleness(brittleness)} other ways`;
  const words = `${verdict.status} by ${checker.name} ${checker.version}${ways}, written by ${model.answeredBy}`;
  return escapeText(words);
};

/** An earlier bundle is replaced, any other file is not. @throws {Fault} `output/occupied` */
async function refuseToReplace(
  target: string,
  { files }: Pick<CheckEnvironment, "files">,
): Promise<void> {
  if (!(await files.exists(target))) return;
  const text = await files.readText(target, { maxBytes: MAX_BYTES }).catch(() => "");
  if (/"kind": "specwright-evidence"/.test(text)) return;
  throw new Fault("output/occupied", `Cannot write "${target}": it exists, and is no bundle`, {
    help: "Choose another file, or remove that one",
  });
}
