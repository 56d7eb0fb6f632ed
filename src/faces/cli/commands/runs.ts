import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { isError } from "../../../domain/diagnostic.ts";
import { addUsage, NO_USAGE } from "../../../domain/model.ts";
import { readRunState } from "../../../pipeline/record/run-state.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { describeVerdict } from "../follow-run.ts";
import { renderTable } from "../render-table.ts";
import { showDiagnostics } from "../show-diagnostics.ts";

/** `specwright runs list` */
export async function listRunsCommand(
  _args: readonly [],
  options: { readonly json?: true },
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const rows: string[][] = [];
  for (const runId of await environment.records.list()) {
    const { setup, attempts, status } = readRunState(await environment.records.read(runId));
    const { input, output } = attempts.map(({ response }) => response.usage).reduce(addUsage, NO_USAGE);
    const { model, specification } = setup;
    if (options.json) {
      terminal.json({
        run: runId,
        specification: specification.name,
        model,
        attempts: attempts.length,
        status,
        tokens: { input, output },
      });
    }
    rows.push([
      runId,
      escapeText(specification.name),
      model,
      `${attempts.length}`,
      status,
      `${input + output}`,
    ]);
  }
  if (options.json) return "accepted";
  if (rows.length === 0) terminal.say("No runs here yet: specwright generate SPECIFICATION makes one");
  else terminal.result(renderTable(["run", "specification", "model", "attempts", "status", "tokens"], rows));
  return "accepted";
}

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
  const { setup, attempts, status } = readRunState(events);
  terminal.result(`${runId} ${status}: "${escapeText(setup.specification.name)}" for ${setup.path}, by ${setup.model}`);
  for (const [at, { plan, candidate, verdict, response }] of attempts.entries()) {
    const { input, output } = response.usage;
    terminal.result(
      `attempt ${at + 1} (${plan.kind}: ${plan.reason}), ${input} + ${output} tokens, ${response.timeMs} ms: ${describeVerdict(verdict, { paint: (_style, text) => text })}`,
    );
    if (candidate === undefined) continue;
    showDiagnostics(verdict.diagnostics.filter(isError), { file: candidate.path, text: candidate.text }, terminal);
  }
  if (status === "unfinished") terminal.say(`Go on with: specwright runs resume ${runId}`);
  return "accepted";
}
