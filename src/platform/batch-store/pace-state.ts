/** What a provider was sent of late, by all who call it; the same arithmetic as in the Lua of the Redis store. */

import type { SharedPace } from "../../ports/batch-store.ts";

export interface PaceState {
  /** Wall time in ms; nobody calls before. */
  readonly heldUntil: number;
  /** What may be sent at once; below 0 after a call that was larger than the bucket. */
  readonly requests: number | undefined;
  readonly tokens: number | undefined;
  /** Wall time in ms of the levels. */
  readonly at: number;
}

type Call = Parameters<SharedPace["enter"]>[1];

/** Of a provider that nobody called. */
export const FRESH_PACE: PaceState = {
  heldUntil: 0,
  requests: undefined,
  tokens: undefined,
  at: 0,
};

const MINUTE_MS = 60_000;
/** Share of the limit that may go at once; the rest is spread over the minute. */
const BURST = 0.05;
/** Rounding must not cost a wait. */
const EPSILON = 1e-6;

/** Counts the call where it may be sent now; else tells how many ms to wait. */
export function enterPace(
  state: PaceState,
  { tokens, requestsPerMinute, tokensPerMinute }: Call,
  now: number,
): { readonly waitMs: number; readonly state: PaceState } {
  if (state.heldUntil > now) return { waitMs: state.heldUntil - now, state };
  const passedMs = Math.max(0, now - state.at);
  const calls = fill(state.requests, requestsPerMinute, passedMs);
  const words = fill(state.tokens, tokensPerMinute, passedMs);
  const waitMs = Math.max(waitFor(calls, 1), waitFor(words, tokens));
  if (waitMs > 0) return { waitMs, state };
  const left = { requests: takeFrom(calls, 1), tokens: takeFrom(words, tokens) };
  return { waitMs: 0, state: { ...state, ...left, at: now } };
}

/** Puts back what was not used. */
export const giveBackPace = (
  state: PaceState,
  unused: { readonly requests: number; readonly tokens: number },
): PaceState => ({
  ...state,
  requests: state.requests === undefined ? undefined : state.requests + unused.requests,
  tokens: state.tokens === undefined ? undefined : state.tokens + unused.tokens,
});

interface Bucket {
  readonly level: number;
  readonly size: number;
  readonly perMs: number;
}

function fill(
  level: number | undefined,
  perMinute: number | undefined,
  passedMs: number,
): Bucket | undefined {
  if (perMinute === undefined) return undefined;
  const size = Math.max(1, perMinute * BURST);
  const perMs = Math.max(1, perMinute - size) / MINUTE_MS;
  return { level: Math.min(size, (level ?? size) + passedMs * perMs), size, perMs };
}

/** One amount larger than the bucket goes when it is full. */
function waitFor(bucket: Bucket | undefined, amount: number): number {
  if (bucket === undefined) return 0;
  const missing = Math.min(amount, bucket.size) - bucket.level;
  return missing <= EPSILON ? 0 : Math.ceil(missing / bucket.perMs);
}

const takeFrom = (bucket: Bucket | undefined, amount: number): number | undefined =>
  bucket === undefined ? undefined : bucket.level - amount;
