import { pairedDifference } from "../../std/paired-difference.ts";
import { signFlipTest, twoSidedSignFlipTest } from "../../std/sign-flip-test.ts";
import type { Measure } from "../analysis/measures.ts";
import { LEVEL } from "./compare-evaluations.ts";
import type { SamplePair } from "./pair-samples.ts";
import { taskNets } from "./task-nets.ts";

export type GateVerdict = "pass" | "fail" | "undecided";

/** What one check of a gate says; a gate's verdict is the worst of them, where undecided weighs most. */
export interface GateCheck {
  readonly name: "null control" | "drop" | "rate" | "cost";
  readonly verdict: GateVerdict;
  /** One sentence with the numbers behind it. */
  readonly reason: string;
}

/** The baseline's configuration run twice: where that differs, nothing can be told from a difference. */
export function judgeNullControl(
  pairs: readonly SamplePair[] | undefined,
  measure: Measure,
): GateCheck {
  const name = "null control";
  if (pairs === undefined)
    return {
      name,
      verdict: "undecided",
      reason: "There is none: run the baseline's configuration once more, and name it with --null",
    };
  const nets = [...taskNets(pairs, measure).values()].map(({ net }) => net);
  const p = twoSidedSignFlipTest(nets);
  const counts = `${count(nets, 1)} tasks better, ${count(nets, -1)} worse of ${nets.length}, p = ${shown(p)}`;
  return p <= LEVEL
    ? {
        name,
        verdict: "undecided",
        reason: `The same configuration differs from itself: ${counts}`,
      }
    : {
        name,
        verdict: "pass",
        reason: `The same configuration does not differ from itself: ${counts}`,
      };
}

/**
 * Whether the candidate is worse: only where chance explains it in at most 5 % of cases, by more than is allowed at
 * 95 %, and not merely because the world failed.
 */
export function judgeDrop(
  pairs: readonly SamplePair[],
  { measure, maxDrop = 0 }: { readonly measure: Measure; readonly maxDrop?: number | undefined },
): GateCheck {
  const name = "drop";
  const all = findDrop(pairs, measure, maxDrop);
  const counts = `${percent(all.drop)} points, ${all.worse} tasks worse, ${all.better} better of ${all.tasks}, p = ${shown(all.p)}`;
  if (!all.isFound)
    return {
      name,
      verdict: "pass",
      reason: `No drop ${maxDrop > 0 ? `of surely more than ${percent(maxDrop)} points ` : ""}is shown: ${counts}`,
    };
  const judged = pairs.filter(
    ({ baseline, candidate }) => baseline.status !== "error" && candidate.status !== "error",
  );
  if (judged.length < pairs.length && !findDrop(judged, measure, maxDrop).isFound)
    return {
      name,
      verdict: "undecided",
      reason: `The drop is one of errors, not of answers: ${pairs.length - judged.length} pairs hold a sample where the world failed (${counts})`,
    };
  return { name, verdict: "fail", reason: `The candidate is worse: ${counts}` };
}

function findDrop(pairs: readonly SamplePair[], measure: Measure, maxDrop: number) {
  const clusters = [...taskNets(pairs, measure).values()];
  const nets = clusters.map(({ net }) => net);
  const p = signFlipTest(nets.map((net) => -net));
  const { difference, high } = pairedDifference(clusters);
  return {
    tasks: nets.length,
    better: count(nets, 1),
    worse: count(nets, -1),
    drop: -difference,
    p,
    isFound: p <= LEVEL && (maxDrop === 0 || -high > maxDrop),
  };
}

const count = (nets: readonly number[], sign: number): number =>
  nets.filter((net) => Math.sign(net) === sign).length;

/** A share in points, to one decimal. */
const percent = (share: number): string => `${Number((share * 100).toFixed(1))}`;
const shown = (p: number): string => (p < 0.001 ? p.toExponential(1) : p.toFixed(3));

/** Undecided where anything is: a failure that rests on noise is none. */
export const verdictOf = (checks: readonly GateCheck[]): GateVerdict =>
  (["undecided", "fail", "pass"] as const).find((verdict) =>
    checks.some((check) => check.verdict === verdict),
  ) ?? "pass";
