import type { Attempt } from "../../domain/attempt.ts";
import type { DecodingReport } from "../../domain/decoding.ts";
import type { RunEvent } from "../../domain/run.ts";
import { type RunState, readRunState } from "./run-state.ts";

/** What statistics want to know of a run. */
export interface RunForStats {
  /** Whether its answers were held to constraints. */
  readonly isConstrained: boolean;
  readonly status: RunState["status"];
  /** Those that answered; the one that was to be asked where none did. */
  readonly models: ReadonlySet<string>;
  /** Whose answer was accepted. */
  readonly acceptedOf: string | undefined;
  readonly hasFallback: boolean;
  readonly attempts: readonly AttemptForStats[];
}

export interface AttemptForStats {
  readonly attempt: Attempt;
  readonly reports: readonly DecodingReport[];
  /** Whether the answer was kept from an earlier call, so that its time says nothing. */
  readonly isKept: boolean;
}

/** `undefined` for a run that was cut off before it had begun. */
export function readForStats(events: readonly RunEvent[]): RunForStats | undefined {
  if (events[0]?.type !== "run-start") return undefined;
  const { setup, attempts, status } = readRunState(events);
  const reports = Map.groupBy(
    events.filter((event) => event.type === "decoding-end"),
    ({ attempt }) => attempt,
  );
  const calls = Map.groupBy(
    events.filter((event) => event.type === "call-end"),
    ({ attempt }) => attempt,
  );
  const answered = attempts.map(({ response }) => response.askedOf);
  return {
    isConstrained: events.some(({ type }) => type === "enforcement-planned"),
    status,
    models: new Set(answered.length === 0 ? [setup.model] : answered),
    acceptedOf: status === "accepted" ? answered.at(-1) : undefined,
    hasFallback: events.some(
      (event) => event.type === "fallback-end" && event.fallback !== undefined,
    ),
    attempts: attempts.map((attempt, at) => {
      const made = calls.get(at + 1) ?? [];
      return {
        attempt,
        reports: (reports.get(at + 1) ?? []).map(({ report }) => report),
        isKept: made.length > 0 && made.every(({ call }) => call.source !== "provider"),
      };
    }),
  };
}
