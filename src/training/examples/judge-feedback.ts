import type { Evidence } from "../../domain/artifact.ts";
import type { Feedback } from "../../domain/feedback.ts";

export type JudgedFeedback =
  | { readonly status: "as-it-is" | "rejected" }
  /** What a person wrote instead of an attempt's code, and the checker accepted. */
  | { readonly status: "edited"; readonly code: string; readonly attempt: number };

/**
 * What people's feedback makes of a run. One who rejects outweighs all who accept; an edit that the checker accepted
 * stands for the code, and one that it did not accept says only that the code was wrong.
 *
 * @param evidence of what was accepted: what was said about other code of the run does not count then
 */
export function judgeFeedback(
  feedback: readonly Feedback[],
  evidence: Pick<Evidence, "attempt" | "sha256"> | undefined,
): JudgedFeedback {
  const about = feedback.filter(
    ({ attempt, sha256 }) =>
      evidence === undefined || attempt === evidence.attempt || sha256 === evidence.sha256,
  );
  const edit = about.findLast((each) => each.edit?.verdict === "accepted");
  if (edit?.edit !== undefined)
    return { status: "edited", code: edit.edit.code, attempt: edit.attempt };
  return about.some(({ opinion }) => opinion !== "accept")
    ? { status: "rejected" }
    : { status: "as-it-is" };
}
