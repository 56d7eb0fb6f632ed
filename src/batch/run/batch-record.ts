/** A batch's folder in the project: what it was made from, and what each item came to. */

import { z } from "zod";
import type { BatchItem, ItemResult } from "../../domain/batch.ts";
import type { Diagnostic } from "../../domain/diagnostic.ts";
import { FALLBACK_STRATEGIES } from "../../domain/fallback.ts";
import { Fault, isFault } from "../../domain/fault.ts";
import { diagnosticSchema } from "../../pipeline/record/event-schema.ts";
import { maybe } from "../../pipeline/record/maybe.ts";
import { specification } from "../../pipeline/record/specification-schema.ts";
import type { Files } from "../../ports/files.ts";
import { isFileId } from "../../std/file-ids.ts";
import type { BatchSetup } from "./batch-setup.ts";
import { toJson, verifierSchema } from "./job-wire.ts";

const FOLDER = ".specwright/batches";
const MAX_BYTES = 500_000_000;

const count = z.int().nonnegative();

const setupSchema = z.object({
  schemaVersion: z.literal(1),
  batchId: z.string(),
  items: z.array(z.object({ id: z.string(), specification })),
  unreadable: z.array(z.object({ id: z.string(), message: z.string() })),
  model: z.string(),
  seed: z.int(),
  profile: maybe(z.string()),
  limits: z.object({
    samples: count,
    repairs: count,
    escalations: count,
    maxOutputTokens: count,
    totalTokens: maybe(count),
    costUsd: maybe(z.number()),
    timeMs: maybe(count),
    checkTimeoutMs: count,
  }),
  fallbacks: z.array(z.enum(FALLBACK_STRATEGIES)),
  asking: z.object({
    isBatched: z.boolean(),
    isContextAware: z.boolean(),
    isSmart: z.boolean(),
    limits: z.object({
      inputTokens: count,
      outputTokens: count,
      contextWindowTokens: maybe(count),
      priceCliffTokens: maybe(count),
      maxItems: maybe(count),
      learnedItems: z.record(z.string(), z.number()),
      outputFactor: z.number(),
      reasoningTokens: count,
    }),
  }),
  capNanoUsd: maybe(z.number()),
  jobTimeMs: z.number(),
  verifiers: z.record(z.string(), verifierSchema),
});

const examinedSchema = z.array(
  z.object({ id: z.string(), refusal: maybe(z.array(diagnosticSchema)) }),
);

/** What pre-flight came to: why an item is refused, `undefined` where it is not. */
export interface ExaminedItem {
  readonly id: string;
  readonly refusal: readonly Diagnostic[] | undefined;
}

export interface BatchRecord extends AsyncDisposable {
  readExamined(): Promise<readonly ExaminedItem[] | undefined>;
  writeExamined(examined: readonly ExaminedItem[]): Promise<void>;
  /** Notes that an item has ended; the first note counts. */
  note(result: ItemResult): Promise<void>;
}

/** Where a batch keeps what is its own, relative to the project. @throws {Fault} `record/missing` for what is no id */
export function batchFolder(batchId: string): string {
  if (!isFileId(batchId)) throw missing(batchId);
  return `${FOLDER}/${batchId}`;
}

/** Writes down what a batch is made from: from here on it can be gone on with. @throws {Fault} `storage/*` */
export const writeSetup = (setup: BatchSetup, files: Files): Promise<void> =>
  files.writeText(
    `${batchFolder(setup.batchId)}/setup.json`,
    `${JSON.stringify(toJson({ schemaVersion: 1, ...setup }), null, 1)}\n`,
  );

/** @throws {Fault} `record/missing`, `record/unreadable` */
export async function readSetup(batchId: string, files: Files): Promise<BatchSetup> {
  const path = `${batchFolder(batchId)}/setup.json`;
  try {
    const text = await files.readText(path, { maxBytes: MAX_BYTES });
    const { schemaVersion: _version, items, ...setup } = setupSchema.parse(JSON.parse(text));
    return { ...setup, items: items.flatMap(toItem) };
  } catch (error) {
    if (isFault(error, "source/missing")) throw missing(batchId);
    throw new Fault(
      "record/unreadable",
      `Cannot go on with batch "${batchId}": ${path} is broken`,
      {
        help: "It was changed, or written by another version",
        cause: error,
      },
    );
  }
}

const toItem = (item: {
  readonly id: string;
  readonly specification: z.output<typeof specification>;
}): readonly BatchItem[] =>
  item.specification.kind === "formal" ? [{ id: item.id, specification: item.specification }] : [];

/** Ids of all batches of verified files in this project, oldest first. */
export async function listBatches(files: Files): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const name of await files.list(FOLDER))
    if (isFileId(name) && (await files.exists(`${FOLDER}/${name}/setup.json`))) ids.push(name);
  return ids.sort();
}

/** Opens a batch's folder for its one coordinator. @throws {Fault} `record/busy` */
export async function openBatchRecord(batchId: string, files: Files): Promise<BatchRecord> {
  const folder = batchFolder(batchId);
  await using held = new AsyncDisposableStack();
  held.use((await files.lock(`${folder}/lock`)) ?? refuseBusy(batchId));
  const results = `${folder}/results.jsonl`;
  const noted = new Set(await readNoted(results, files));
  const file = held.use(await files.openAppend(results));
  const kept = held.move();
  return {
    async readExamined() {
      const path = `${folder}/examined.json`;
      if (!(await files.exists(path))) return undefined;
      return examinedSchema.parse(JSON.parse(await files.readText(path, { maxBytes: MAX_BYTES })));
    },
    writeExamined: (examined) =>
      files.writeText(`${folder}/examined.json`, `${JSON.stringify(toJson(examined))}\n`),
    async note({ id, status, runId }) {
      if (noted.has(id)) return;
      noted.add(id);
      await file.append(JSON.stringify({ id, status, runId: runId ?? null }), { flush: false });
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function readNoted(path: string, files: Files): Promise<readonly string[]> {
  if (!(await files.exists(path))) return [];
  const lines = (await files.readText(path, { maxBytes: MAX_BYTES })).split("\n");
  return lines.flatMap((line) => (/^\{"id":"(?:[^"\\]|\\.)*"/.test(line) ? [idOf(line)] : []));
}

/** A line that was cut when a process was killed is noted again. */
function idOf(line: string): string {
  try {
    return (JSON.parse(line) as { readonly id: string }).id;
  } catch {
    return "";
  }
}

function refuseBusy(batchId: string): never {
  throw new Fault(
    "record/busy",
    `Cannot go on with batch "${batchId}": another process coordinates it`,
    { help: "Wait until it has ended, or stop it; more workers may join with: specwright worker" },
  );
}

const missing = (batchId: string): Fault =>
  new Fault("record/missing", `Cannot find a batch called "${batchId}"`, {
    help: "Batches are in .specwright/batches, a folder each",
  });
