/** How often runs needed a fallback, and what came of it. */

import type { FallbackStrategy } from "../../domain/fallback.ts";
import type { RunEvent } from "../../domain/run.ts";

/** One strategy that was tried in one run. */
export interface FallbackTrial {
  readonly run: string;
  readonly strategy: FallbackStrategy;
  /** Why the run accepted nothing. */
  readonly reason: string;
  readonly language: string;
  readonly model: string;
  readonly timeMs: number;
  /** Whether the language's checker accepted it as an incomplete file. */
  readonly isUsable: boolean;
}

export interface RunFallbacks {
  /** Whether the run has ended. */
  readonly hasEnded: boolean;
  readonly isAccepted: boolean;
  readonly trials: readonly FallbackTrial[];
}

/** What the events of a run say of fallbacks; of a strategy that was tried anew after a stop, only the last time. */
export function readFallbacks(run: string, events: readonly RunEvent[]): RunFallbacks {
  const [start] = events;
  const language = start?.type === "run-start" ? start.specification.language : "unknown";
  const end = events.findLast((event) => event.type === "run-end");
  const trials = new Map<FallbackStrategy, FallbackTrial>();
  for (const event of events) {
    if (event.type !== "fallback-end") continue;
    const { strategy, reason, model, timeMs, fallback } = event;
    const isUsable = fallback !== undefined;
    trials.set(strategy, { run, strategy, reason, language, model, timeMs, isUsable });
  }
  const isAccepted = end?.type === "run-end" && end.status === "accepted";
  return { hasEnded: end !== undefined, isAccepted, trials: [...trials.values()] };
}

export interface FallbackRate {
  readonly name: string;
  readonly tried: number;
  readonly usable: number;
  /** Median. */
  readonly timeMs: number;
}

/** Trials by what `nameOf` says of them, the most frequent first. */
export function rateFallbacks(
  trials: readonly FallbackTrial[],
  nameOf: (trial: FallbackTrial) => string,
): readonly FallbackRate[] {
  return [...Map.groupBy(trials, nameOf)]
    .map(([name, group]) => ({
      name,
      tried: group.length,
      usable: group.filter(({ isUsable }) => isUsable).length,
      timeMs: median(group.map(({ timeMs }) => timeMs)),
    }))
    .sort((a, b) => b.tried - a.tried || a.name.localeCompare(b.name));
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : Math.round(((sorted[middle - 1] ?? upper) + upper) / 2);
}
