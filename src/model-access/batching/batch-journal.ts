/** The journal of one provider batch: lines that are only ever added, and the state they add up to. */

import { z } from "zod";
import { FAULTS, Fault, type FaultCode } from "../../domain/fault.ts";
import { FINISH_REASONS } from "../../domain/token-usage.ts";
import type { BatchResponse } from "../../ports/model-batches.ts";

/** A fault as it is kept: what a program and a person need, and no cause. */
export interface KeptFault {
  readonly code: FaultCode;
  readonly message: string;
  readonly help: string | undefined;
}

export type KeptResult = { readonly response: BatchResponse } | { readonly fault: KeptFault };

/** Times are wall time in ms; `key` is a request's hash. */
export type BatchEvent =
  /** On the disk before anything is sent: from here on a batch may exist whose id nobody knows. */
  | {
      readonly type: "intended";
      readonly v: 1;
      readonly at: number;
      /** `provider/model`. */
      readonly model: string;
      /** Begins the name of every request on the wire, so that a batch whose id was lost is known by its results. */
      readonly nonce: string;
      readonly keys: readonly string[];
      /** The provider's latest batches at that time: none of them is this one. */
      readonly known: readonly string[];
    }
  /** On the disk before the first poll. */
  | { readonly type: "submitted"; readonly at: number; readonly batchId: string }
  /** It is certain that nothing was accepted. */
  | { readonly type: "void"; readonly at: number; readonly why: string }
  | { readonly type: "result"; readonly key: string; readonly response: BatchResponse }
  | { readonly type: "fault"; readonly key: string; readonly fault: KeptFault }
  /** Somebody has been told of an answer and of its cost. */
  | { readonly type: "delivered"; readonly key: string }
  | { readonly type: "cancel-requested"; readonly at: number }
  /** All results that there are have been read. */
  | { readonly type: "ended"; readonly at: number; readonly why: string }
  /** There are no results. */
  | { readonly type: "failed"; readonly at: number; readonly why: string };

/** What the lines add up to. */
export interface BatchRecord {
  readonly id: string;
  readonly model: string;
  readonly nonce: string;
  readonly startedAt: number;
  readonly keys: readonly string[];
  readonly known: readonly string[];
  /** In the provider's words; `undefined` until it is known. */
  readonly batchId: string | undefined;
  readonly state: "intended" | "submitted" | "void" | "ended" | "failed";
  readonly isCancelRequested: boolean;
  /** In words, how it ended. */
  readonly why: string | undefined;
  readonly results: ReadonlyMap<string, KeptResult>;
  readonly delivered: ReadonlySet<string>;
}

const count = z.number().nonnegative();
const usage = z.object({
  input: count,
  output: count,
  cached: count,
  cacheWritten: count,
  reasoning: count,
});
const response = z.object({
  text: z.string(),
  finishReason: z.enum(FINISH_REASONS),
  usage,
  askedOf: z.string(),
  answeredBy: z.string(),
  warnings: z.array(z.string()),
});
const fault = z.object({
  code: z.enum(Object.keys(FAULTS) as [FaultCode, ...FaultCode[]]),
  message: z.string(),
  help: z
    .string()
    .optional()
    .transform((help): string | undefined => help),
});
const at = z.number();
const key = z.string();
const why = z.string();
const intended = z.object({
  type: z.literal("intended"),
  v: z.literal(1),
  at,
  model: z.string(),
  nonce: z.string(),
  keys: z.array(key),
  known: z.array(z.string()),
});
const later = z.discriminatedUnion("type", [
  z.object({ type: z.literal("submitted"), at, batchId: z.string() }),
  z.object({ type: z.literal("void"), at, why }),
  z.object({ type: z.literal("result"), key, response }),
  z.object({ type: z.literal("fault"), key, fault }),
  z.object({ type: z.literal("delivered"), key }),
  z.object({ type: z.literal("cancel-requested"), at }),
  z.object({ type: z.literal("ended"), at, why }),
  z.object({ type: z.literal("failed"), at, why }),
]);

/** One event as one line, without its line feed. */
export const encodeBatchEvent = (event: BatchEvent): string => JSON.stringify(event);

/**
 * Reads a journal; `undefined` where it holds no whole line, so that nothing can have been sent. Torn lines after the
 * first are left out: what they stand for is learned again from the provider.
 *
 * @throws {Fault} `record/unreadable` for lines that are not ours: what they stand for could be paid for again.
 */
export function readBatchJournal(id: string, text: string): BatchRecord | undefined {
  const lines = text.split("\n").slice(0, -1);
  const [first, ...rest] = lines;
  if (first === undefined) return undefined;
  const start = parseLine(id, 1, first, intended);
  const record = {
    id,
    model: start.model,
    nonce: start.nonce,
    startedAt: start.at,
    keys: start.keys,
    known: start.known,
    batchId: undefined as string | undefined,
    state: "intended" as BatchRecord["state"],
    isCancelRequested: false,
    why: undefined as string | undefined,
    results: new Map<string, KeptResult>(),
    delivered: new Set<string>(),
  };
  for (const [index, line] of rest.entries()) {
    if (isTorn(line)) continue;
    const event = parseLine(id, index + 2, line, later);
    switch (event.type) {
      case "submitted":
        record.batchId = event.batchId;
        record.state = "submitted";
        break;
      case "result":
        record.results.set(event.key, { response: event.response });
        break;
      case "fault":
        record.results.set(event.key, { fault: event.fault });
        break;
      case "delivered":
        record.delivered.add(event.key);
        break;
      case "cancel-requested":
        record.isCancelRequested = true;
        break;
      case "void":
      case "ended":
      case "failed":
        record.state = event.type;
        record.why = event.why;
    }
  }
  return record;
}

/** A process that was killed may have left half a line, to which another process then added its own. */
function isTorn(line: string): boolean {
  try {
    JSON.parse(line);
    return false;
  } catch {
    return true;
  }
}

function parseLine<T>(id: string, number: number, line: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(line));
  } catch (cause) {
    throw new Fault(
      "record/unreadable",
      `Cannot read the journal of batch "${id}": line ${number} is not one of ours`,
      {
        help: `Move .specwright/batches/${id}.jsonl away to go on; what it stands for may be paid for again`,
        cause,
      },
    );
  }
}

/** The name of a request on the wire. */
export const wireKeyOf = (nonce: string, key: string): string => `${nonce}-${key}`;

/** The request that a name on the wire stands for; `undefined` for one that is not of the batch with this nonce. */
export const keyOfWire = (nonce: string, wireKey: string): string | undefined =>
  wireKey.startsWith(`${nonce}-`) ? wireKey.slice(nonce.length + 1) : undefined;

/** Whether the provider may still be at work on it. */
export const isOpen = ({ state }: Pick<BatchRecord, "state">): boolean =>
  state === "intended" || state === "submitted";
