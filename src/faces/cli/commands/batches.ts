import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { openBatches } from "../../../config/open-batches.ts";
import { Fault, isFault } from "../../../domain/fault.ts";
import { type BatchRecord, isOpen } from "../../../model-access/batching/batch-journal.ts";
import {
  type BatchJournals,
  createBatchJournals,
} from "../../../model-access/batching/batch-journals.ts";
import { cancelBatch, idToCancel } from "../../../model-access/batching/cancel-batch.ts";
import type { BatchState } from "../../../ports/model-batches.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { renderTable } from "../render-table.ts";

interface BatchSummary {
  readonly batch: string;
  readonly model: string;
  readonly state: BatchRecord["state"] | "unreadable" | "empty";
  readonly requests: number;
  readonly answered: number;
  readonly failed: number;
  readonly atProvider: string | null;
}

const STATES: Readonly<Record<BatchSummary["state"], string>> = {
  intended: "interrupted while sent",
  submitted: "at the provider",
  void: "never sent",
  ended: "ended",
  failed: "failed",
  unreadable: "unreadable",
  empty: "never sent",
};

/** `specwright batches list`: a journal that cannot be read is listed as such, and hides no other. */
export async function listBatchesCommand(
  _args: readonly [],
  options: { readonly json?: true },
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const journals = createBatchJournals(environment.files);
  const summaries: BatchSummary[] = [];
  for (const id of await journals.list()) summaries.push(await summarise(id, journals));

  if (options.json) {
    for (const summary of summaries) terminal.json(summary);
  } else if (summaries.length === 0) {
    terminal.say(
      "No provider batches here yet: specwright generate SPECIFICATION --batch sends one",
    );
  } else {
    const rows = summaries.map(({ state, atProvider, ...rest }) =>
      [...Object.values(rest), STATES[state], atProvider ?? "-"].map((cell) =>
        escapeText(`${cell}`),
      ),
    );
    terminal.result(
      renderTable(
        ["batch", "model", "requests", "answered", "failed", "state", "provider's id"],
        rows,
      ),
    );
  }
  return "accepted";
}

async function summarise(id: string, journals: BatchJournals): Promise<BatchSummary> {
  const nothing = { batch: id, model: "-", requests: 0, answered: 0, failed: 0, atProvider: null };
  try {
    const record = await journals.read(id);
    return record === undefined ? { ...nothing, state: "empty" } : describe(record);
  } catch (error) {
    if (!isFault(error, "record/unreadable")) throw error;
    return { ...nothing, state: "unreadable" };
  }
}

function describe({ id, model, state, keys, results, batchId }: BatchRecord): BatchSummary {
  const answered = [...results.values()].filter((result) => "response" in result).length;
  return {
    batch: id,
    model,
    requests: keys.length,
    answered,
    failed: results.size - answered,
    state,
    atProvider: batchId ?? null,
  };
}

/** `specwright batches show BATCH`: what its journal says, and what the provider says where it can be asked. */
export async function showBatchCommand(
  [id]: readonly [string],
  options: { readonly json?: true },
  { terminal, directory, signal }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const record = await find(id, createBatchJournals(environment.files));
  const provider = await askProvider(record, environment, signal);
  const startedAt = new Date(record.startedAt).toISOString();
  const faults = countFaults(record);
  const { isCancelRequested, why } = record;

  if (options.json) {
    const facts = { startedAt, isCancelRequested, why: why ?? null, faults, provider };
    terminal.json({ ...describe(record), ...facts });
    return "accepted";
  }
  const { batch, model, requests, answered, failed, state, atProvider } = describe(record);
  const lines = [
    `${batch} ${STATES[state]}${why === undefined ? "" : ` (${why})`}: ${requests} requests to ${model}, sent ${startedAt}`,
    `answered ${answered}, failed ${failed}`,
    ...Object.entries(faults).map(([code, count]) => `  ${code}: ${count}`),
    ...(atProvider === null ? [] : [`the provider calls it ${atProvider}`]),
    ...(isCancelRequested ? ["the provider was asked to cancel it"] : []),
    ...(provider === null ? [] : [describeProvider(provider)]),
  ];
  for (const line of lines) terminal.result(escapeText(line));
  if (isOpen(record)) {
    terminal.say("The command that sent it, run again, brings its answers and pays for none twice");
  }
  return "accepted";
}

type ProviderAnswer = BatchState | { readonly status: "unknown"; readonly why: string };

const describeProvider = (answer: ProviderAnswer): string =>
  answer.status === "unknown"
    ? `the provider could not be asked: ${answer.why}`
    : `the provider says: ${answer.why}, ${answer.done} of ${answer.total} done`;

/** What the provider says of a batch that is there; `null` of one that is not. */
async function askProvider(
  record: BatchRecord,
  environment: Awaited<ReturnType<typeof createCheckEnvironment>>,
  signal: AbortSignal,
): Promise<ProviderAnswer | null> {
  if (!isOpen(record) || record.batchId === undefined) return null;
  try {
    await using batches = await openBatches(record.model, environment.config, environment);
    return await batches.read(record.batchId, signal);
  } catch (error) {
    if (!isFault(error)) throw error;
    return { status: "unknown", why: error.message };
  }
}

function countFaults({ results }: BatchRecord): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const result of results.values())
    if ("fault" in result) counts[result.fault.code] = (counts[result.fault.code] ?? 0) + 1;
  return counts;
}

/** `specwright batches cancel BATCH` */
export async function cancelBatchCommand(
  [id]: readonly [string],
  options: { readonly json?: true },
  { terminal, directory, signal }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  await using journals = createBatchJournals(environment.files);
  const record = await find(id, journals);
  const atProvider = idToCancel(record);
  await using batches = await openBatches(record.model, environment.config, environment);
  await cancelBatch(record, { batches, journals, clock: environment.clock, signal });
  if (options.json) terminal.json({ batch: id, atProvider, isCancelRequested: true });
  else
    terminal.say(
      `The provider was asked to cancel ${id}; what it had answered by then is paid for`,
    );
  return "accepted";
}

async function find(id: string, journals: BatchJournals): Promise<BatchRecord> {
  const record = await journals.read(id);
  if (record !== undefined) return record;
  throw new Fault("record/missing", `Cannot show batch "${id}": nothing of it was written down`, {
    help: "It was never sent; its journal can be deleted",
  });
}
