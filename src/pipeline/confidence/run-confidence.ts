import type { Attempt } from "../../domain/attempt.ts";
import type { CheckPhase } from "../../domain/check-phase.ts";
import { type Confidence, type ConfidenceFactor, combineFactors } from "../../domain/confidence.ts";
import { isSample } from "../../domain/plan.ts";

/**
 * Log-odds. Uncalibrated: chosen by hand until accepted artifacts have been measured against hidden tests.
 * docs/design/confidence.md says what each stands for.
 */
const WEIGHTS = {
  accepted: -0.5,
  type: 0.5,
  signature: 0.5,
  examples: 0.6,
  tests: 0.8,
  agreeing: 0.5,
  differing: -0.3,
  repairs: -0.5,
  escalations: -0.3,
  fixes: -0.1,
} as const;

/** Counts beyond this add nothing: a thousand examples do not say ten times what a hundred do. */
const MOST_COUNTED = 63;

/** The n-th of a kind says less than the one before it: 0, 1, 1.58, 2, … */
const dampen = (count: number): number => Math.log2(1 + Math.min(count, MOST_COUNTED));

/**
 * How sure the evidence makes us of the last of `attempts`: what its checkers held, what was run, whether other
 * samples agree, and how much help it needed. 0 where it was not accepted.
 */
export function measureRun(attempts: readonly Attempt[]): Confidence {
  const last = attempts.at(-1);
  if (last === undefined || last.verdict.status !== "accepted" || last.candidate === undefined)
    return NOT_ACCEPTED;
  const repairs = attempts.filter(
    ({ plan }) => plan.kind === "repair" || plan.kind === "completion",
  ).length;
  const [agreeing, differing] = compareSamples(attempts, last);
  return combineFactors([
    factor("accepted", "the guard and the language's own checker", WEIGHTS.accepted),
    ...heldFactors(last),
    ...countFactor("examples", countHeld(last, "example"), "passed", WEIGHTS.examples),
    ...countFactor("tests", countHeld(last, "test"), "passed", WEIGHTS.tests),
    ...countFactor("agreeing samples", agreeing, "like it", WEIGHTS.agreeing),
    ...countFactor("differing samples", differing, "not like it", WEIGHTS.differing),
    ...countFactor("repairs", repairs, "needed", WEIGHTS.repairs),
    ...countFactor("escalations", last.plan.escalation, "needed", WEIGHTS.escalations),
    ...countFactor("fixes", last.fixes.length, "applied without the model", WEIGHTS.fixes),
  ]);
}

const NOT_ACCEPTED: Confidence = {
  value: 0,
  factors: [{ name: "accepted", detail: "no checker accepted it", contribution: 0 }],
};

const factor = (name: string, detail: string, contribution: number): ConfidenceFactor => ({
  name,
  detail,
  contribution,
});

const countFactor = (
  name: string,
  count: number,
  what: string,
  weight: number,
): readonly ConfidenceFactor[] =>
  count === 0 ? [] : [factor(name, `${count} ${what}`, weight * dampen(count))];

const heldFactors = (attempt: Attempt): readonly ConfidenceFactor[] =>
  (["type", "signature"] as const)
    .filter((phase) => countHeld(attempt, phase) > 0)
    .map((phase) => factor(phase, "held", WEIGHTS[phase]));

const countHeld = ({ verdict }: Attempt, phase: CheckPhase): number =>
  verdict.checks.reduce((sum, check) => sum + (check.phase === phase ? check.count : 0), 0);

/** Samples of the first prompt besides `accepted`: how many are like it, by verdict or by text, and how many not. */
function compareSamples(
  attempts: readonly Attempt[],
  accepted: Attempt,
): readonly [agreeing: number, differing: number] {
  const others = attempts.filter(({ plan }) => isSample(plan)).filter((one) => one !== accepted);
  const agreeing = others.filter(
    ({ verdict, candidate }) =>
      verdict.status === "accepted" ||
      normalise(candidate?.text) === normalise(accepted.candidate?.text),
  );
  return [agreeing.length, others.length - agreeing.length];
}

/** Layout is no difference. */
const normalise = (text: string | undefined): string | undefined =>
  text?.replace(/\s+/g, " ").trim();
