import { isError } from "../../domain/diagnostic.ts";
import type { EvaluationTask, Score } from "../../domain/evaluation.ts";
import type { Outcome } from "../../domain/run.ts";
import type { Verdict } from "../../domain/verdict.ts";
import { findLanguage } from "../../pipeline/prepare-run.ts";
import type { CheckEnvironment } from "../../ports/environment.ts";
import type { Scorer } from "../../ports/scorer.ts";

const SCORER = "hidden-examples";
const TIMEOUT_MS = 60_000;

/**
 * What was accepted, against examples that no model saw. A reason counts them and quotes none: results are read by
 * whoever writes the next prompt.
 */
export const hiddenExamplesScorer: Scorer = {
  id: SCORER,
  async score(task, outcome, environment, signal) {
    if (outcome.status !== "accepted" || task.hiddenExamples.length === 0)
      return { scorer: SCORER, value: "not-applicable", reason: "" };
    const verdict = await checkHidden(task, outcome, environment, signal);
    return { scorer: SCORER, ...judge(verdict, task.hiddenExamples.length) };
  },
};

async function checkHidden(
  { specification, hiddenExamples }: EvaluationTask,
  { artifact }: Outcome & { readonly status: "accepted" },
  environment: CheckEnvironment,
  signal: AbortSignal | undefined,
): Promise<Verdict> {
  const { path, text, companions, evidence } = artifact;
  const checker = await environment.checkerFor(findLanguage(environment, evidence.language));
  return checker.check(
    { language: evidence.language, path, text, companions },
    {
      specification: { ...specification, examples: hiddenExamples, testFiles: [] },
      profile: evidence.profile,
      timeoutMs: TIMEOUT_MS,
      signal,
    },
  );
}

function judge(verdict: Verdict, count: number): Omit<Score, "scorer"> {
  if (verdict.status === "accepted") return { value: "pass", reason: "" };
  if (verdict.status === "inconclusive")
    return {
      value: "inconclusive",
      reason: `The hidden examples were not run to the end: ${verdict.reason}`,
    };
  const errors = verdict.diagnostics.filter(isError);
  const failed = errors.filter(({ phase }) => phase === "example").length;
  return {
    value: "fail",
    reason:
      failed === 0
        ? `The ${verdict.phase} phase refused the hidden examples`
        : `${Math.min(failed, count)} of ${count} hidden examples fail`,
  };
}
