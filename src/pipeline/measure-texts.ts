import type { RunEvent } from "../domain/run.ts";
import { readRunState } from "./record/run-state.ts";
import { summarizeRun } from "./summarize-run.ts";

/** How runs went that were worded by one prompt text. */
export interface TextRecord {
  readonly section: string;
  readonly id: string;
  /** That have ended. */
  readonly runs: number;
  readonly accepted: number;
  /** Accepted at the first attempt. */
  readonly acceptedFirst: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Of the calls whose price is known. */
  readonly costUsd: number;
  readonly unpricedCalls: number;
}

/**
 * What became of runs, by each text that they were worded by; by section and id. Runs that have not ended, or were
 * stopped by a limit, say nothing about their words and are left out.
 */
export function measureTexts(runs: readonly (readonly RunEvent[])[]): readonly TextRecord[] {
  const found = new Map<string, TextRecord>();
  for (const events of runs) {
    const { setup, status, attempts } = readRunState(events);
    if (status === "unfinished" || status === "stopped") continue;
    const { usage, costUsd, unpricedCalls } = summarizeRun(events);
    const isAccepted = status === "accepted";
    for (const [section, id] of Object.entries(setup.templates)) {
      const key = `${section} ${id}`;
      const earlier = found.get(key) ?? emptyRecord(section, id);
      found.set(key, {
        section,
        id,
        runs: earlier.runs + 1,
        accepted: earlier.accepted + Number(isAccepted),
        acceptedFirst: earlier.acceptedFirst + Number(isAccepted && attempts.length === 1),
        inputTokens: earlier.inputTokens + usage.input,
        outputTokens: earlier.outputTokens + usage.output,
        costUsd: earlier.costUsd + costUsd,
        unpricedCalls: earlier.unpricedCalls + unpricedCalls,
      });
    }
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, record]) => record);
}

const emptyRecord = (section: string, id: string): TextRecord => ({
  section,
  id,
  runs: 0,
  accepted: 0,
  acceptedFirst: 0,
  inputTokens: 0,
  outputTokens: 0,
  costUsd: 0,
  unpricedCalls: 0,
});
