import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { isError } from "../../../domain/diagnostic.ts";
import { readRunState } from "../../../pipeline/record/run-state.ts";
import { describeConfidence } from "../describe-confidence.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { describeVerdict } from "../follow-run.ts";
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
    const { path: file, text } = candidate;
    showDiagnostics(verdict.diagnostics.filter(isError), { file, text }, plain);
  }
  const confidence = artifact?.evidence.confidence;
  if (confidence !== undefined) plain.say(describeConfidence(confidence));
  if (status === "unfinished") terminal.say(`Go on with: specwright runs resume ${runId}`);
  return "accepted";
}
