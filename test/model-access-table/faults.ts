/** Everything that the fake provider server and broken servers can do to a call: the rows of the table. */

import type { ProviderSettings } from "../../src/ports/provider.ts";
import type {
  FakeAnswer,
  StreamFault,
  TextAnswer,
} from "../../src/testing/fake-provider-server/answer.ts";
import type { ProviderError } from "../../src/testing/fake-provider-server/provider-errors.ts";

export interface FaultRow {
  readonly name: string;
  /** `network` has no server, `status` no stream; a `stream` breaks, an `answer` comes to an end that is not a good one. */
  readonly kind: "network" | "status" | "stream" | "answer";
  /** What is answered instead of `whole`; `read` waits until the client has read so many pieces. */
  readonly spoil: (whole: TextAnswer, read: (pieces: number) => PromiseLike<void>) => FakeAnswer;
  /** How long the provider asks to wait. */
  readonly retryAfterMs?: number;
  /** What the client is set to. */
  readonly settings?: Partial<ProviderSettings>;
  /** Where the client connects to instead of the server. */
  readonly place?: "closed port" | "TLS reset";
}

/** Real time: long enough for a busy machine to give a good answer. */
const QUICK = { idleTimeoutMs: 1500, firstByteTimeoutMs: 1500 };
/** Pieces that come before a stream breaks. */
const SOME = 2;

const error = (name: string, error: ProviderError): FaultRow => ({
  name,
  kind: "status",
  spoil: () => ({ kind: "error", error }),
});

const status = (status: number, name: string): FaultRow => ({
  name: `${status} ${name}`,
  kind: "status",
  spoil: () => ({ kind: "status", status, body: {} }),
});

const limited = (ms: number, as: "seconds" | "ms" | "date", told: string): FaultRow => ({
  name: `429, ${told}`,
  kind: "status",
  retryAfterMs: ms,
  spoil: () => ({ kind: "error", error: "rate-limited", retryAfter: { ms, as } }),
});

const raw = (name: string, contentType: string, text: string, status = 200): FaultRow => ({
  name,
  kind: status < 400 ? "stream" : "status",
  spoil: () => ({ kind: "raw", status, contentType, text }),
});

const stream = (
  name: string,
  fault: { readonly kind: StreamFault["kind"]; readonly error?: ProviderError },
  settings: Partial<ProviderSettings> = {},
): FaultRow => ({
  name,
  kind: "stream",
  settings,
  spoil: (whole, read) => {
    const afterPieces = Math.min(SOME, whole.pieces.length);
    // What a socket loses when it breaks is not the same each time: all has to be read before.
    return { ...whole, fault: { ...fault, afterPieces, after: read(afterPieces) } };
  },
});

const answer = (name: string, wishes: Partial<TextAnswer>): FaultRow => ({
  name,
  kind: "answer",
  spoil: (whole) => ({ ...whole, ...wishes }),
});

const network = (place: "closed port" | "TLS reset"): FaultRow => ({
  name: place,
  kind: "network",
  place,
  spoil: (whole) => whole,
});

export const FAULT_ROWS: readonly FaultRow[] = [
  network("closed port"),
  network("TLS reset"),
  { name: "connection reset", kind: "stream", spoil: () => ({ kind: "reset" }) },
  { name: "no answer", kind: "stream", settings: QUICK, spoil: () => ({ kind: "silence" }) },
  error("401 wrong key", "unauthorized"),
  status(402, "payment required"),
  error("no credit", "no-credit"),
  status(403, "forbidden"),
  error("404 unknown model", "unknown-model"),
  error("400 wrong request", "bad-request"),
  error("context too long", "context-too-long"),
  error("content refused", "refused"),
  status(408, "request timeout"),
  error("429", "rate-limited"),
  limited(7000, "seconds", "Retry-After: 7 s"),
  limited(300, "ms", "Retry-After: 300 ms"),
  limited(9000, "date", "Retry-After: a date, 9 s away"),
  limited(600_000, "seconds", "Retry-After: 10 minutes"),
  {
    name: "429, nothing left for 30 s",
    kind: "status",
    spoil: () => ({
      kind: "error",
      error: "rate-limited",
      limits: { requests: { limit: 50, remaining: 0, resetsInMs: 30_000 }, tokens: undefined },
    }),
  },
  error("500", "server-error"),
  raw("502, a web page", "text/html; charset=utf-8", "<h1>Bad gateway</h1>", 502),
  status(503, "unavailable"),
  status(529, "overloaded"),
  error("overloaded, in the provider's words", "overloaded"),
  {
    name: "500 that repeats the request",
    kind: "status",
    spoil: () => ({ kind: "echo", status: 500 }),
  },
  raw("200, a web page", "text/html; charset=utf-8", "<h1>Sign in</h1>"),
  raw("200, half a JSON text", "application/json", '{"id": "a'),
  raw("200, an empty body", "text/event-stream", ""),
  stream("cut between events", { kind: "cut" }),
  {
    name: "cut at a byte of the first event",
    kind: "stream",
    spoil: (whole) => ({ ...whole, fault: { kind: "cut", afterBytes: 20 } }),
  },
  stream("clean but early end", { kind: "end" }),
  {
    name: "all text, but no end",
    kind: "stream",
    spoil: (whole) => ({ ...whole, fault: { kind: "end", afterPieces: whole.pieces.length } }),
  },
  stream("stall", { kind: "stall" }, QUICK),
  stream("an event that is no JSON", { kind: "bad-json" }),
  stream("error event: overloaded", { kind: "error", error: "overloaded" }),
  stream("error event: rate-limited", { kind: "error", error: "rate-limited" }),
  stream("error event: no credit", { kind: "error", error: "no-credit" }),
  stream("error event: content refused", { kind: "error", error: "refused" }),
  stream("nothing but pings for a while", { kind: "pings" }),
  answer("the end comes twice", { fault: { kind: "end-twice", afterPieces: SOME } }),
  answer("slow bytes", { chunkBytes: 61, chunkPauseMs: 1 }),
  answer("usage missing", { usage: "missing" }),
  answer("empty answer", { pieces: [] }),
  {
    name: "cut by the output limit",
    kind: "answer",
    spoil: (whole) => ({ ...whole, pieces: whole.pieces.slice(0, SOME), finish: "length" }),
  },
  answer("refusal", { finish: "refusal" }),
  answer("another model answers", { answeredBy: "somebody-else" }),
];
