import type { SampleResult } from "../../domain/evaluation.ts";

/**
 * What may be counted as a success. `solved`: accepted, and no scorer fails it; `final`: any attempt was accepted;
 * `first-pass`: the first was. A sample that ended in an error is none of them.
 */
export const MEASURES = ["solved", "final", "first-pass"] as const;
export type Measure = (typeof MEASURES)[number];

export function isSuccess(result: SampleResult, measure: Measure): boolean {
  if (result.status !== "accepted") return false;
  switch (measure) {
    case "solved":
      return result.scores.every(({ value }) => value !== "fail");
    case "final":
      return true;
    case "first-pass":
      return result.isFirstPass;
  }
}
