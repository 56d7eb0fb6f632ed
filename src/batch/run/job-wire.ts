/** Jobs and their results ↔ JSON, as they travel between machines. */

import { z } from "zod";
import type { GivenAnswer } from "../../domain/batch.ts";
import type { CallRecord } from "../../domain/call.ts";
import { FAULTS, Fault, type FaultCode } from "../../domain/fault.ts";
import type { JsonValue } from "../../domain/json.ts";
import type { ModelResponse } from "../../domain/model.ts";
import type { BreakPoint, Message } from "../../domain/prompt.ts";
import type { ExceededLimit, RunEvent, RunSetup } from "../../domain/run.ts";
import { eventSchema } from "../../pipeline/record/event-schema.ts";
import { maybe } from "../../pipeline/record/maybe.ts";
import type { VerifierIdentity } from "./batch-setup.ts";

/** One call for several items. */
export interface AskJob {
  readonly kind: "ask";
  readonly model: string;
  readonly messages: readonly Message[];
  readonly breakPoints: readonly BreakPoint[];
  readonly maxOutputTokens: number;
  readonly seed: number;
  /** Which of several answers to the same messages it is. */
  readonly draw: number;
  /** Money of the whole batch; `undefined` is no limit. */
  readonly capNanoUsd: number | undefined;
  readonly timeMs: number;
}

/** The run of one item. */
export interface ItemJob {
  readonly kind: "item";
  readonly runId: string;
  readonly setup: Omit<RunSetup, "templates">;
  /** The answer of its first attempt; `undefined` asks for it. */
  readonly given: GivenAnswer | undefined;
  readonly verifier: VerifierIdentity | undefined;
  /** Money of the whole batch; `undefined` is no limit. */
  readonly capNanoUsd: number | undefined;
  readonly timeMs: number;
}

export type AskResult =
  | {
      readonly kind: "answered";
      readonly response: ModelResponse;
      readonly requestSha256: string;
      readonly calls: readonly CallRecord[];
    }
  | FailedResult;

export type ItemJobResult =
  | {
      readonly kind: "ran";
      /** Text of the run's journal. */
      readonly journal: string;
      /** Which limit stopped it; a journal does not say. */
      readonly limit: ExceededLimit | undefined;
    }
  | FailedResult;

/** The world failed for this job, as often as it was tried. */
export interface FailedResult {
  readonly kind: "failed";
  readonly code: FaultCode;
  readonly message: string;
  /** Of calls that were made nevertheless. */
  readonly calls: readonly CallRecord[];
}

/** As JSON, in which `null` stands for what is not there. */
export const toJson = (value: unknown): JsonValue =>
  JSON.parse(
    JSON.stringify(value, (_key, held: unknown) => (held === undefined ? null : held)),
  ) as JsonValue;

export const verifierSchema = z.object({
  name: z.string(),
  version: z.string(),
  digest: maybe(z.string()),
});

const askJob = z.object({
  kind: z.literal("ask"),
  model: z.string(),
  messages: z.array(z.object({ role: z.enum(["system", "user", "assistant"]), text: z.string() })),
  breakPoints: z.array(z.object({ message: z.int(), end: z.int() })),
  maxOutputTokens: z.int(),
  seed: z.int(),
  draw: z.int(),
  capNanoUsd: maybe(z.number()),
  timeMs: z.number(),
});

/** Nouns of a run travel as the events that hold them in a journal. */
const itemJob = z.object({
  kind: z.literal("item"),
  start: eventSchema,
  given: maybe(z.array(eventSchema)),
  verifier: maybe(verifierSchema),
  capNanoUsd: maybe(z.number()),
  timeMs: z.number(),
});

const failed = z.object({
  kind: z.literal("failed"),
  code: z.enum(Object.keys(FAULTS) as [FaultCode, ...FaultCode[]]),
  message: z.string(),
  calls: z.array(eventSchema),
});
const askResult = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("answered"), events: z.array(eventSchema) }),
  failed,
]);
const itemResult = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("ran"),
    journal: z.string(),
    limit: maybe(z.enum(["tokens", "time", "money"])),
  }),
  failed,
]);

/** A job's payload → JSON. */
export function encodeJob(job: AskJob | ItemJob): JsonValue {
  if (job.kind === "ask") return toJson(job);
  const { runId, setup, given, ...rest } = job;
  const start: RunEvent = { type: "run-start", runId, ...setup, templates: {} };
  return toJson({ ...rest, start, given: given === undefined ? undefined : toEvents(given) });
}

/** @throws {Fault} `record/unreadable` for what another version wrote. */
export function decodeJob(payload: JsonValue): AskJob | ItemJob {
  const job = read(z.discriminatedUnion("kind", [askJob, itemJob]), payload);
  if (job.kind === "ask") return job;
  const { start, given, ...rest } = job;
  if (start.type !== "run-start") throw foreign(undefined);
  const { type: _type, templates: _templates, runId, ...setup } = start;
  const answer = given === undefined ? undefined : readEvents(given);
  return { ...rest, runId, setup, given: answer };
}

/** What a call for many came to, as the queue keeps it. */
export const encodeAskResult = (result: AskResult): JsonValue =>
  result.kind === "failed"
    ? encodeFailed(result)
    : toJson({ kind: "answered", events: toEvents(result) });

/** @throws {Fault} `record/unreadable` */
export function decodeAskResult(value: JsonValue): AskResult {
  const result = read(askResult, value);
  return result.kind === "failed"
    ? decodeFailed(result)
    : { kind: "answered", ...readEvents(result.events) };
}

/** What an item came to, as the queue keeps it. */
export const encodeItemResult = (result: ItemJobResult): JsonValue =>
  result.kind === "failed" ? encodeFailed(result) : toJson(result);

/** @throws {Fault} `record/unreadable` */
export function decodeItemResult(value: JsonValue): ItemJobResult {
  const result = read(itemResult, value);
  return result.kind === "failed" ? decodeFailed(result) : result;
}

const encodeFailed = ({ calls, ...rest }: FailedResult): JsonValue =>
  toJson({ ...rest, calls: toCallEvents(calls) });

const decodeFailed = ({ calls, ...rest }: z.output<typeof failed>): FailedResult => ({
  ...rest,
  calls: calls.flatMap((event) => (event.type === "call-end" ? [event.call] : [])),
});

const toCallEvents = (calls: readonly CallRecord[]): readonly RunEvent[] =>
  calls.map((call) => ({ type: "call-end", attempt: 1, call }));

const toEvents = ({ calls, requestSha256, response }: GivenAnswer): readonly RunEvent[] => [
  ...toCallEvents(calls),
  { type: "response-end", attempt: 1, requestSha256, response },
];

function readEvents(events: readonly RunEvent[]): GivenAnswer {
  const calls = events.flatMap((event) => (event.type === "call-end" ? [event.call] : []));
  const last = events.at(-1);
  if (last?.type !== "response-end") throw foreign(undefined);
  const { requestSha256, response } = last;
  return { calls, requestSha256, response };
}

/** A value of that shape. @throws {Fault} `record/unreadable` */
function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) throw foreign(result.error);
  return result.data;
}

const foreign = (cause: unknown): Fault =>
  new Fault(
    "record/unreadable",
    "Cannot read a job of the batch: it was written by another version",
    {
      help: "Run the same version of specwright on all machines",
      cause,
    },
  );
