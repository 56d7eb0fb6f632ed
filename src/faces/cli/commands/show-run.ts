import { createCheckEnvironment } from "../../../config/create-environment.ts";
import type { Candidate } from "../../../domain/candidate.ts";
import { isError } from "../../../domain/diagnostic.ts";
import type { RunEvent } from "../../../domain/run.ts";
import { startDecoding } from "../../../pipeline/record/model-stats.ts";
import { readRunState } from "../../../pipeline/record/run-state.ts";
import { measureSource } from "../../../pipeline/response/answer-statistics.ts";
import { parseSource } from "../../../pipeline/response/find-missing-parts.ts";
import { findFallback } from "../../../pipeline/summarize-run.ts";
import type { CheckEnvironment } from "../../../ports/environment.ts";
import { describeConfidence } from "../describe-confidence.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { describeVerdict } from "../follow-run.ts";
import { incompletePath } from "../keep-fallback.ts";
import { describeDecoding } from "../render-stats.ts";
import { showEnforcement } from "../show-decoding.ts";
import { showDiagnostics } from "../show-diagnostics.ts";
import type { Terminal } from "../terminal.ts";

/** `specwright runs show RUN` */
export async function showRunCommand(
  [runId]: readonly [string],
  options: { readonly json?: true },
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const events = await environment.records.read(runId);
  if (options.json) {
    for (const event of events) terminal.json(event);
    return "accepted";
  }
  const { setup, attempts, status, artifact } = readRunState(events);
  const name = escapeText(setup.specification.name);
  // What is shown is the result here: the diagnostics belong to it, and colours do not.
  const plain: Terminal = { ...terminal, say: terminal.result, paint: (_style, text) => text };
  plain.say(`${runId} ${status}: "${name}" for ${escapeText(setup.path)}, by ${setup.model}`);
  for (const [at, { plan, candidate, verdict, response }] of attempts.entries()) {
    const { input, output } = response.usage;
    const cost = `${input} + ${output} tokens, ${response.timeMs} ms`;
    plain.say(
      `attempt ${at + 1} (${plan.kind}: ${plan.reason}), ${cost}: ${describeVerdict(verdict, plain)}`,
    );
    if (candidate === undefined) continue;
    plain.say(`  ${await describeSize(candidate, environment)}`);
    const { path: file, text, companions } = candidate;
    showDiagnostics(verdict.diagnostics.filter(isError), { file, text, companions }, plain);
  }
  const cut = events.find((event) => event.type === "answer-cut");
  if (cut !== undefined)
    plain.say(
      `attempt ${cut.attempt}: the time was over after ${cut.text.length} characters of its answer`,
    );
  showWriting(events, plain);
  const confidence = artifact?.evidence.confidence;
  if (confidence !== undefined) plain.say(describeConfidence(confidence));
  const fallback = findFallback(events);
  if (fallback !== undefined) {
    const path = incompletePath(fallback.path, runId);
    plain.say(`fallback (${fallback.strategy}), INCOMPLETE and no result: ${escapeText(path)}`);
  }
  for (const { path, sha256 } of artifact?.evidence.companions ?? [])
    plain.say(`with it: ${escapeText(path)} (SHA-256 ${sha256})`);
  if (status === "unfinished") terminal.say(`Go on with: specwright runs resume ${runId}`);
  return "accepted";
}

/** What answers were held to, and what that took. */
function showWriting(events: readonly RunEvent[], plain: Terminal): void {
  const decoding = startDecoding();
  for (const event of events) {
    if (event.type === "enforcement-planned") showEnforcement(event.report, plain, "");
    if (event.type === "decoding-end") decoding.add(event.report);
  }
  const taken = decoding.total();
  if (taken !== undefined) for (const line of describeDecoding(taken)) plain.say(`  ${line}`);
}

/** How much an attempt holds, e.g. `main.py: 12 lines (9 filled, 2 comments), 340 characters, 2 functions`. */
async function describeSize(candidate: Candidate, environment: CheckEnvironment): Promise<string> {
  const language = environment.languages.find(({ id }) => id === candidate.language);
  const sizes: string[] = [];
  for (const source of [candidate, ...candidate.companions]) {
    const tree = language && (await parseSource(source, { language, syntax: environment.syntax }));
    const outline = tree && language?.outlineUnits?.(tree);
    const { lines, filledLines, commentLines, characters, units } = measureSource(
      source.text,
      outline,
    );
    const held =
      units === undefined
        ? ""
        : `, ${units.functions} functions, ${units.classes} classes, ${units.imports} imports`;
    sizes.push(
      `${escapeText(source.path)}: ${lines} lines (${filledLines} filled, ${commentLines} comments), ${characters} characters${held}`,
    );
  }
  return sizes.join("; ");
}
