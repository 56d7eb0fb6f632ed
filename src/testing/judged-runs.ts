/** Runs that have ended, for tests of what people say of them. */

import type { Attempt } from "../domain/attempt.ts";
import type { RunEvent, RunSetup } from "../domain/run.ts";
import { sealArtifact } from "../pipeline/artifact/seal-artifact.ts";
import { encodeEvent, encodeHeader } from "../pipeline/record/journal.ts";
import { sha256 } from "../platform/sha256.ts";
import { plan, setup } from "./builders.ts";
import { createFakeClock } from "./fake-clock.ts";

/** The events of a run with these attempts: accepted where its last one is, else everything was tried in vain. */
export function endedRun(
  runId: string,
  attempts: readonly Attempt[],
  wishes: Partial<RunSetup> = {},
): readonly RunEvent[] {
  const run = setup(wishes);
  const last = attempts.at(-1);
  const artifact =
    last?.verdict.status === "accepted"
      ? sealArtifact(last, {
          runId,
          setup: run,
          number: attempts.length,
          confidence: { value: 1, factors: [] },
          version: "1.2.3",
          sha256,
          clock: createFakeClock(),
        })
      : undefined;
  return [
    { type: "run-start", runId, ...run },
    ...attempts.flatMap((attempt, at): readonly RunEvent[] => [
      { type: "attempt-start", attempt: at + 1, plan: plan() },
      { type: "attempt-end", number: at + 1, attempt },
    ]),
    {
      type: "run-end",
      status: artifact === undefined ? "exhausted" : "accepted",
      limit: undefined,
      artifact,
    },
  ];
}

/** The journals of runs as a project's files. */
export const journalsOf = (
  runs: readonly (readonly RunEvent[])[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    runs.map((events) => {
      const [start] = events;
      const id = start?.type === "run-start" ? start.runId : "";
      const lines = events.map((event, at) => encodeEvent(event, at + 1, "2026-01-01T00:00:00Z"));
      const text = [encodeHeader({ specwright: "0" }), ...lines, ""].join("\n");
      return [`.specwright/runs/${id}.jsonl`, text];
    }),
  );
