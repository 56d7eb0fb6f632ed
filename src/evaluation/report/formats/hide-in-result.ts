import type { SampleResult } from "../../../domain/evaluation.ts";
import type { HideSecrets } from "../../../std/hide-secrets.ts";

/**
 * A result without secrets. What models, checkers and the world said loses whatever looks like one; names of tasks and
 * models may look so and be none, and lose those that are known.
 */
export function hideInResult(
  result: SampleResult,
  { hideSecrets, hideKnown }: Readonly<Record<"hideSecrets" | "hideKnown", HideSecrets>>,
): SampleResult {
  const { fault, diagnostics, scores } = result;
  return {
    ...mapTexts(result, hideKnown),
    fault: fault && { ...fault, message: hideSecrets(fault.message) },
    diagnostics: diagnostics.map((each) => mapTexts(each, hideSecrets)),
    scores: scores.map((score) => ({
      ...mapTexts(score, hideKnown),
      reason: hideSecrets(score.reason),
    })),
  };
}

/** The same value with every text in it, and no key, changed. */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
  const map = (each: unknown): unknown => {
    if (typeof each === "string") return change(each);
    if (Array.isArray(each)) return each.map(map);
    if (typeof each !== "object" || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([key, held]) => [key, map(held)]));
  };
  return map(value) as T;
}
