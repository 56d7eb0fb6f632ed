import { createCheckEnvironment } from "../../../config/create-environment.ts";
import type { QualityScore } from "../../../domain/quality-score.ts";
import { rememberedFrom, type Verdict } from "../../../domain/verdict.ts";
import { check, type FileVerdict } from "../../../pipeline/check.ts";
import { openSpecification } from "../../../pipeline/open-specification.ts";
import { inspectSpecification } from "../../../pipeline/specification/inspect-specification.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { toProjectPath } from "../project-path.ts";
import { diagnosticsToJson, showDiagnostics } from "../show-diagnostics.ts";
import { injectionsToJson, showInjections } from "../show-injections.ts";
import { tellNote } from "../tell-opening.ts";
import type { Terminal } from "../terminal.ts";
import { writeSarif } from "../write-sarif.ts";

export interface CheckCommandOptions {
  readonly spec?: string;
  readonly language?: string;
  readonly profile?: string;
  readonly timeout?: number;
  readonly json?: true;
  readonly sarif?: string;
}

/** `specwright check FILE…`: one verdict a file; the worst decides the exit code. */
export async function checkCommand(
  [files]: readonly [readonly string[]],
  options: CheckCommandOptions,
  { terminal, signal, directory }: Face,
): Promise<ExitReason> {
  const settings = { profile: options.profile, check_timeout_ms: options.timeout };
  await using environment = await createCheckEnvironment({ directory, settings });
  const { root } = environment.files;
  const specification =
    options.spec === undefined
      ? undefined
      : await openSpecification(toProjectPath(options.spec, directory, root), environment, {
          language: options.language,
        });
  const injections = specification === undefined ? [] : inspectSpecification(specification);
  showInjections(injections, terminal);
  // Nearly always nothing was found: then nothing is said of it.
  const told = injections.length === 0 ? {} : { injections: injectionsToJson(injections) };

  const statuses = new Set<Verdict["status"]>();
  const verdicts: FileVerdict[] = [];
  for (const file of files) {
    terminal.live(`checking ${file}`);
    const judged = await check(toProjectPath(file, directory, root), environment, {
      language: options.language,
      profile: environment.config.settings.profile,
      specification,
      timeoutMs: environment.config.settings.check_timeout_ms,
      signal,
    });
    statuses.add(judged.verdict.status);
    verdicts.push(judged);
    if (options.json) terminal.json({ ...verdictToJson(file, judged), ...told });
    else showVerdict(file, judged, terminal);
  }
  if (options.sarif !== undefined)
    await writeSarif(options.sarif, toSarif(verdicts), { directory, machine: environment });
  if (statuses.has("rejected")) return "rejected";
  return statuses.has("inconclusive") ? "inconclusive" : "accepted";
}

/** Those that judged are named by the checks that held; who only refused has no version here. */
export const toSarif = (verdicts: readonly FileVerdict[]) => ({
  files: verdicts.flatMap(({ file, text, companions, verdict }) =>
    [{ path: file, text }, ...companions].map((source) => ({
      ...source,
      diagnostics: verdict.diagnostics.filter(({ span }) => (span?.file ?? file) === source.path),
    })),
  ),
  tools: [
    ...new Map(
      verdicts
        .flatMap(({ verdict }) => verdict.checks)
        .map(({ tool }) => [tool.name, { name: tool.name, version: tool.version }]),
    ).values(),
  ],
});

const verdictToJson = (
  file: string,
  { text, verdict, companions, score, timeMs }: FileVerdict,
): object => ({
  file,
  status: verdict.status,
  phase: verdict.phase,
  timeMs,
  ...(verdict.status === "inconclusive" ? { reason: verdict.reason } : {}),
  ...(companions.length === 0 ? {} : { companions: companions.map(({ path }) => path) }),
  ...(verdict.notRun.length === 0 ? {} : { notRun: verdict.notRun }),
  ...(score === undefined ? {} : { score }),
  ...(rememberedFrom(verdict) === undefined ? {} : { rememberedFrom: rememberedFrom(verdict) }),
  diagnostics: diagnosticsToJson(verdict.diagnostics, text, companions),
});

function showVerdict(
  file: string,
  { file: path, text, companions, verdict, score, timeMs }: FileVerdict,
  terminal: Terminal,
): void {
  showDiagnostics(verdict.diagnostics, { file: path, text, companions }, terminal);
  for (const { phase, tool, why } of verdict.notRun)
    tellNote(`not run: ${phase} by ${tool}, ${why}`, terminal);
  if (score !== undefined) terminal.say(describeScore(score));
  const why =
    verdict.status === "inconclusive" ? ` (${verdict.reason} in phase ${verdict.phase})` : "";
  const held = [...new Set(verdict.checks.map(({ phase }) => phase))].join(", ");
  const grounds = verdict.status === "accepted" ? `: ${held} held` : ` in phase ${verdict.phase}`;
  const since = rememberedFrom(verdict);
  const when = since === undefined ? `${timeMs} ms` : `remembered from ${since}`;
  terminal.result(`${escapeText(file)} ${verdict.status}${why || grounds} (${when})`);
}

const describeScore = ({ value, atBest, stages }: QualityScore): string => {
  const parts = stages.map(({ stage, value: part }) => `${stage} ${part?.toFixed(2) ?? "not run"}`);
  const best = atBest > value ? `, ${atBest.toFixed(2)} at best` : "";
  return `score ${value.toFixed(2)}${best} (${parts.join(", ")})`;
};
