import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { isFault } from "../../../domain/fault.ts";
import { addUsage, NO_USAGE } from "../../../domain/token-usage.ts";
import { readRunState } from "../../../pipeline/record/run-state.ts";
import type { RecordStore } from "../../../ports/record-store.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { renderTable } from "../render-table.ts";

interface RunSummary {
  readonly run: string;
  readonly specification: string;
  readonly model: string;
  readonly attempts: number;
  readonly status: string;
  readonly tokens: number;
}

/** `specwright runs list`: a journal that cannot be read is listed as such, and hides no other. */
export async function listRunsCommand(
  _args: readonly [],
  options: { readonly json?: true },
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const ids = await environment.records.list();
  const summaries: RunSummary[] = [];
  for (const id of ids) summaries.push(await summarise(id, environment.records));

  if (options.json) {
    for (const summary of summaries) terminal.json(summary);
  } else if (summaries.length === 0) {
    terminal.say("No runs here yet: specwright generate SPECIFICATION makes one");
  } else {
    const rows = summaries.map((summary) =>
      Object.values(summary).map((cell) => escapeText(`${cell}`)),
    );
    terminal.result(
      renderTable(["run", "specification", "model", "attempts", "status", "tokens"], rows),
    );
  }
  return "accepted";
}

async function summarise(run: string, records: RecordStore): Promise<RunSummary> {
  try {
    const { setup, attempts, status } = readRunState(await records.read(run));
    const { input, output } = attempts
      .map(({ response }) => response.usage)
      .reduce(addUsage, NO_USAGE);
    return {
      run,
      specification: setup.specification.name,
      model: setup.model,
      attempts: attempts.length,
      status,
      tokens: input + output,
    };
  } catch (error) {
    if (!isFault(error, "record/unreadable")) throw error;
    return { run, specification: "-", model: "-", attempts: 0, status: "unreadable", tokens: 0 };
  }
}
