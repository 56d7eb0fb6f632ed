import type { CheckPhase } from "../../domain/check-phase.ts";
import { isError } from "../../domain/diagnostic.ts";
import type { Score } from "../../domain/evaluation.ts";
import type { Outcome } from "../../domain/run.ts";
import type { Verdict } from "../../domain/verdict.ts";
import type { Scorer } from "../../ports/scorer.ts";
import { toReason } from "./to-reason.ts";

const SCORER = "conformance";

/** Here is checked whether what came back is what was asked for: contracts, signature and effects, rules. */
const PHASES: ReadonlySet<CheckPhase> = new Set(["lock", "signature", "compliance"]);

/** Whether the furthest attempt has the signature and the effects that were asked for, whatever else is wrong with it. */
export const conformanceScorer: Scorer = {
  id: SCORER,
  score: async (_task, outcome) => ({ scorer: SCORER, ...judge(verdictOf(outcome)) }),
};

const verdictOf = (outcome: Outcome): Verdict | undefined =>
  outcome.status === "accepted" ? outcome.attempts.at(-1)?.verdict : outcome.best?.verdict;

function judge(verdict: Verdict | undefined): Omit<Score, "scorer"> {
  const failure = verdict?.diagnostics.find((each) => isError(each) && PHASES.has(each.phase));
  if (failure !== undefined) return { value: "fail", reason: toReason(failure.message) };
  if (verdict?.checks.some(({ phase }) => PHASES.has(phase)) === true)
    return { value: "pass", reason: "" };
  if (verdict?.status === "accepted") return { value: "not-applicable", reason: "" };
  return { value: "inconclusive", reason: "It was refused before this was looked at" };
}
