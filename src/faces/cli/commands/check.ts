import { createCheckEnvironment } from "../../../config/create-environment.ts";
import type { Verdict } from "../../../domain/verdict.ts";
import { check, type FileVerdict } from "../../../pipeline/check.ts";
import { openSpecification } from "../../../pipeline/open-specification.ts";
import { inspectSpecification } from "../../../pipeline/specification/inspect-specification.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { toProjectPath } from "../project-path.ts";
import { diagnosticsToJson, showDiagnostics } from "../show-diagnostics.ts";
import { injectionsToJson, showInjections } from "../show-injections.ts";
import type { Terminal } from "../terminal.ts";

export interface CheckCommandOptions {
  readonly spec?: string;
  readonly language?: string;
  readonly profile?: string;
  readonly timeout?: number;
  readonly json?: true;
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
    if (options.json) terminal.json({ ...verdictToJson(file, judged), ...told });
    else showVerdict(file, judged, terminal);
  }
  if (statuses.has("rejected")) return "rejected";
  return statuses.has("inconclusive") ? "inconclusive" : "accepted";
}

const verdictToJson = (file: string, { text, verdict, timeMs }: FileVerdict): object => ({
  file,
  status: verdict.status,
  phase: verdict.phase,
  timeMs,
  ...(verdict.status === "inconclusive" ? { reason: verdict.reason } : {}),
  diagnostics: diagnosticsToJson(verdict.diagnostics, text),
});

function showVerdict(
  file: string,
  { file: path, text, verdict, timeMs }: FileVerdict,
  terminal: Terminal,
): void {
  showDiagnostics(verdict.diagnostics, { file: path, text }, terminal);
  const why =
    verdict.status === "inconclusive" ? ` (${verdict.reason} in phase ${verdict.phase})` : "";
  const held = [...new Set(verdict.checks.map(({ phase }) => phase))].join(", ");
  const grounds = verdict.status === "accepted" ? `: ${held} held` : ` in phase ${verdict.phase}`;
  terminal.result(`${escapeText(file)} ${verdict.status}${why || grounds} (${timeMs} ms)`);
}
