/** What a person judges: the code that a run ended with. */

import type { Candidate } from "../../domain/candidate.ts";
import { Fault } from "../../domain/fault.ts";
import type { RunEvent } from "../../domain/run.ts";
import type { Specification } from "../../domain/specification.ts";
import type { Verdict } from "../../domain/verdict.ts";
import { readRunState } from "../../pipeline/record/run-state.ts";
import { findBestAttempt } from "../../pipeline/repair/rank-attempts.ts";
import type { CheckEnvironment } from "../../ports/environment.ts";

export interface JudgedCandidate {
  readonly runId: string;
  /** From 1. */
  readonly attempt: number;
  /** Of its main file's text, in hex. */
  readonly sha256: string;
  readonly candidate: Candidate;
  /** What the checker said when the run went. */
  readonly verdict: Verdict;
  readonly specification: Specification;
  readonly model: string;
  readonly profile: string;
  readonly checkTimeoutMs: number;
}

/**
 * What is judged of a run: what was accepted, else the code that came furthest.
 *
 * @throws {Fault} `record/missing`, `record/unreadable`; `usage/invalid` for a run that has not ended, or left no code
 */
export async function readJudgedCandidate(
  runId: string,
  { records, sha256 }: Pick<CheckEnvironment, "records" | "sha256">,
): Promise<JudgedCandidate> {
  const events = await records.read(runId);
  if (readRunState(events).status === "unfinished")
    throw new Fault("usage/invalid", `Cannot judge run "${runId}": it has not ended`, {
      help: `Go on with it first: specwright runs resume ${runId}`,
    });
  const judged = findJudgedCandidate(runId, events, sha256);
  if (judged !== undefined) return judged;
  throw new Fault("usage/invalid", `Cannot judge run "${runId}": it left no code`, {
    help: `See what happened: specwright runs show ${runId}`,
  });
}

/**
 * `undefined` where there is nothing to judge: the run has not ended, or left no code.
 *
 * @throws {Fault} `record/unreadable` for a run that was cut off before it had begun
 */
export function findJudgedCandidate(
  runId: string,
  events: readonly RunEvent[],
  sha256: (text: string) => string,
): JudgedCandidate | undefined {
  const { setup, attempts, status, artifact } = readRunState(events);
  if (status === "unfinished") return undefined;
  const withCode = attempts.filter(({ candidate }) => candidate !== undefined);
  const attempt =
    artifact === undefined ? findBestAttempt(withCode) : attempts[artifact.evidence.attempt - 1];
  if (attempt?.candidate === undefined) return undefined;
  return {
    runId,
    attempt: attempts.indexOf(attempt) + 1,
    sha256: sha256(attempt.candidate.text),
    candidate: attempt.candidate,
    verdict: attempt.verdict,
    specification: setup.specification,
    model: attempt.response.answeredBy,
    profile: setup.profile,
    checkTimeoutMs: setup.limits.checkTimeoutMs,
  };
}
