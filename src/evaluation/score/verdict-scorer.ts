import type { Score } from "../../domain/evaluation.ts";
import type { Outcome } from "../../domain/run.ts";
import type { Scorer } from "../../ports/scorer.ts";
import { reasonOf } from "./to-reason.ts";

/** Whether the checker accepted; behaviours that a suite hides from the model are a part of its verdict. */
export const verdictScorer: Scorer = {
  id: "verdict",
  score: async (_task, outcome) => ({ scorer: "verdict", ...judge(outcome) }),
};

function judge(outcome: Outcome): Omit<Score, "scorer"> {
  switch (outcome.status) {
    case "accepted":
      return { value: "pass", reason: "" };
    case "exhausted":
      return { value: "fail", reason: reasonOf(outcome.best.verdict) };
    case "inconclusive":
      return { value: "inconclusive", reason: reasonOf(outcome.best.verdict) };
    case "stopped":
      return { value: "fail", reason: `The limit on ${outcome.limit} ended the run` };
  }
}
