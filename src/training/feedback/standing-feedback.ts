import type { Feedback } from "../../domain/feedback.ts";

/** Who judged what: later feedback of the same key takes the place of earlier. */
const keyOf = ({ runId, attempt, by }: Feedback): string =>
  JSON.stringify([runId, attempt, by ?? null]);

/**
 * What people hold now: the last that each said of an attempt, in the order in which it was said. Those who gave no
 * name count as one person.
 */
export function standingFeedback(all: readonly Feedback[]): readonly Feedback[] {
  const standing = new Map<string, Feedback>();
  for (const feedback of all) {
    const key = keyOf(feedback);
    // A key that is set again keeps its place in a map.
    standing.delete(key);
    standing.set(key, feedback);
  }
  return [...standing.values()];
}
