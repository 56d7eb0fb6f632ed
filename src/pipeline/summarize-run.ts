import type { Fallback, FallbackStrategy } from "../domain/fallback.ts";
import { toNanoUsd, toUsd } from "../domain/price.ts";
import type { RunEvent } from "../domain/run.ts";
import { addUsage, NO_USAGE, type TokenUsage } from "../domain/token-usage.ts";

/** What a run took, by its events. */
export interface RunSummary {
  /** On the wire, and those that a cache saved. */
  readonly calls: number;
  /** Calls that asked the same again after a fault. */
  readonly retries: number;
  readonly usage: TokenUsage;
  /** Of the calls whose price is known. */
  readonly costUsd: number;
  /** Calls whose price is not known: then it cost more than `costUsd`. */
  readonly unpricedCalls: number;
  /** What caches and batch prices saved. */
  readonly savedUsd: number;
  /** What was left when nothing was accepted: never a success. */
  readonly fallback: FallbackStrategy | undefined;
}

/** Calls, tokens and money of a run. An answer whose calls were not recorded counts as one call without a price. */
export function summarizeRun(events: readonly RunEvent[]): RunSummary {
  const calls = events.flatMap((event) => (event.type === "call-end" ? [event] : []));
  const told = new Set(calls.map(({ attempt }) => attempt));
  const untold = events.flatMap((event) =>
    event.type === "response-end" && !told.has(event.attempt) ? [event.response.usage] : [],
  );
  const used = [...calls.map(({ call }) => call.usage ?? NO_USAGE), ...untold];
  return {
    calls: calls.length + untold.length,
    retries: calls.filter(({ call }) => call.purpose === "retry").length,
    usage: used.reduce(addUsage, NO_USAGE),
    costUsd: sumUsd(calls.map(({ call }) => call.costUsd ?? 0)),
    unpricedCalls: untold.length + calls.filter(({ call }) => call.costUsd === undefined).length,
    savedUsd: sumUsd(calls.map(({ call }) => call.savedUsd)),
    fallback: findFallback(events)?.strategy,
  };
}

/** What a run that accepted nothing left behind: the last that its checker accepted. */
export const findFallback = (events: readonly RunEvent[]): Fallback | undefined =>
  events.flatMap((event) => (event.type === "fallback-end" ? (event.fallback ?? []) : [])).at(-1);

/** In whole nano-dollars, so that the sum is exact. */
const sumUsd = (amounts: readonly number[]): number =>
  toUsd(amounts.reduce((sum, usd) => sum + toNanoUsd(usd), 0));
