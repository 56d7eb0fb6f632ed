import { type Finding, isBlocking } from "../finding.ts";
import type { Rule } from "../rules.ts";

export interface Change {
  readonly before: readonly Finding[];
  readonly after: readonly Finding[];
  /** Findings of `before` that the change was to remove. */
  readonly targets: readonly Finding[];
  /** Where a place of the text before is in the text after. */
  readonly moved: (offset: number) => number;
}

export interface Judgement {
  /** `unclear` where the targets are gone and other errors came up. */
  readonly verdict: "better" | "unclear" | "worse";
  /** The errors that came up. */
  readonly added: readonly Finding[];
}

/**
 * What a change did: it is better if its targets are gone and no error came up. A text that cannot be read hides all
 * errors but those of syntax, so where it could not be read before, only those count.
 */
export function judgeChange({ before, after, targets, moved }: Change): Judgement {
  const left = countByKey(after, (offset) => offset);
  const known = countByKey(before, moved);
  const isGone = (key: string): boolean => (left.get(key) ?? 0) < (known.get(key) ?? 0);
  if (!targets.every((target) => isGone(keyOf(target, moved))))
    return { verdict: "worse", added: [] };
  const counts = before.some(isSyntaxError) ? isSyntaxError : isBlocking;
  const added = after.filter((finding) => {
    const key = keyOf(finding, (offset) => offset);
    return counts(finding) && (left.get(key) ?? 0) > (known.get(key) ?? 0);
  });
  return { verdict: added.length === 0 ? "better" : "unclear", added };
}

/** What the phase of the parser reports of a text that it could read. */
const READABLE: ReadonlySet<Rule> = new Set([
  "section_order",
  "duplicate_section",
  "empty_program",
]);

/** An error that keeps a text from being read, and hides all others. */
export const isSyntaxError = (finding: Finding): boolean =>
  finding.phase === "parser" && isBlocking(finding) && !READABLE.has(finding.rule);

type MapOffset = Change["moved"];

/** The same mistake at the same place, wherever that has moved. */
const keyOf = ({ rule, message, range }: Finding, moved: MapOffset): string =>
  `${rule} ${moved(range.start)} ${message}`;

function countByKey(findings: readonly Finding[], moved: MapOffset): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const key = keyOf(finding, moved);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
