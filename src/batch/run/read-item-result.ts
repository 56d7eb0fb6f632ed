import type { CallRecord } from "../../domain/call.ts";
import { createDiagnostic, type Diagnostic } from "../../domain/diagnostic.ts";
import type { ExceededLimit, Outcome, RunEvent } from "../../domain/run.ts";
import { readJournal } from "../../pipeline/record/journal.ts";
import { readRunState } from "../../pipeline/record/run-state.ts";
import { conclude } from "../../pipeline/repair/conclude.ts";

/** What a run came to, and what it paid for by itself. */
export interface EndedRun {
  readonly outcome: Outcome;
  /** Its own calls: those whose answer was given are not among them. */
  readonly calls: readonly CallRecord[];
}

/**
 * Reads an ended run off its journal's text.
 *
 * @throws {Fault} `record/unreadable`
 */
export function readEndedRun(
  journal: string,
  { limit, givenCalls }: { readonly limit: ExceededLimit | undefined; readonly givenCalls: number },
): EndedRun {
  const { events } = readJournal(journal, "the journal of a batch's item");
  const calls = events.flatMap((event) => (event.type === "call-end" ? [event.call] : []));
  return { outcome: toOutcome(events, limit), calls: calls.slice(givenCalls) };
}

function toOutcome(events: readonly RunEvent[], limit: ExceededLimit | undefined): Outcome {
  const { attempts, artifact } = readRunState(events);
  if (artifact !== undefined) return { status: "accepted", artifact, attempts };
  const fallback = events.flatMap((event) =>
    event.type === "fallback-end" && event.fallback !== undefined ? [event.fallback] : [],
  )[0];
  return conclude(attempts, { limit, fallback });
}

/** What the batch itself has to say about an item. */
export const batchDiagnostic = (message: string, code: string): Diagnostic =>
  createDiagnostic({ tool: "specwright", code, phase: "guard", category: "other", message });
