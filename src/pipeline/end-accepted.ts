import type { Attempt } from "../domain/attempt.ts";
import type { Outcome, RunEvent } from "../domain/run.ts";
import { type SealArtifactOptions, sealArtifact } from "./artifact/seal-artifact.ts";
import { measureRun } from "./confidence/run-confidence.ts";

export type EndAcceptedOptions = Omit<SealArtifactOptions, "number" | "confidence">;

/** Whether the last attempt was accepted: nothing comes after it. */
export const isAccepted = (attempts: readonly Attempt[]): boolean =>
  attempts.at(-1)?.verdict.status === "accepted";

/** The end of a run whose last attempt was accepted. @throws {TypeError} for any other run */
export function* endAccepted(
  attempts: readonly Attempt[],
  run: EndAcceptedOptions,
): Generator<RunEvent, Outcome> {
  const attempt = attempts.at(-1);
  if (attempt === undefined) throw new TypeError("Cannot end a run: nothing was attempted");
  const confidence = measureRun(attempts);
  const artifact = sealArtifact(attempt, { ...run, number: attempts.length, confidence });
  yield { type: "run-end", status: "accepted", limit: undefined, artifact };
  return { status: "accepted", artifact, attempts };
}
