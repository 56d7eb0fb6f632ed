/** The front end's word on what is written: on each whole step, and on the whole. */

import { isError } from "../../../../domain/diagnostic.ts";
import type { PrefixRefusal } from "../../../../ports/prefix-judge.ts";
import { analyze } from "../../analyze.ts";
import { findBypasses } from "../../bypasses.ts";
import { checkCompleteness, checkConformance } from "../../conformance/check-conformance.ts";
import { isBlocking } from "../../finding.ts";
import type { Rule } from "../../rules.ts";
import type { Range } from "../../syntax/token.ts";
import type { Boundary } from "./boundary.ts";
import { closersOf } from "./read-visible.ts";
import type { Setting } from "./setting.ts";

/** Errors in what came after `settled`, up to the end of a step: whatever follows, they stay. */
export function judgeStep(
  { text, place }: Boundary,
  settled: number,
  { prefix, profile }: Setting,
): PrefixRefusal | undefined {
  const closed = `${prefix}${text}${closersOf(place.blocks)}`;
  const from = prefix.length + settled;
  const to = prefix.length + text.length;
  const step = place.step?.at ?? settled;
  const isOpen = ({ start }: Range): boolean => start < prefix.length + step;
  const first = analyze(closed, profile).findings.find(
    (found) =>
      isBlocking(found) &&
      found.range.start >= from &&
      found.range.end <= to &&
      !(isOpen(found.range) && MENDED_LATER.has(found.rule)),
  );
  if (first === undefined) return undefined;
  const keep = Math.max(settled, Math.min(step, first.range.start - prefix.length));
  return { isRefused: true, cause: first.rule, reason: first.message, keep };
}

/** What blocks that are still open may bring: further cases and branches, and tests. */
const MENDED_LATER: ReadonlySet<Rule> = new Set([
  "non_exhaustive_match",
  "branch_count",
  "uncovered_requirement",
]);

/** What the checker would reject of the whole: its rules, what was asked for, and what switches checking off. */
export function judgeWhole(
  text: string,
  { prefix, profile, path, specification }: Setting,
): PrefixRefusal | undefined {
  const { program, findings } = analyze(prefix + text, profile);
  const found = findings.find(isBlocking);
  if (found !== undefined) {
    const keep = Math.max(0, found.range.start - prefix.length);
    return { isRefused: true, cause: found.rule, reason: found.message, keep };
  }
  const differences = [
    ...findBypasses(program, path),
    ...checkConformance(program, path, specification).filter(isError),
    ...checkCompleteness(program, path, specification),
  ];
  const [first] = differences;
  if (first === undefined) return undefined;
  const keep = Math.max(0, (first.span?.start ?? prefix.length) - prefix.length);
  return { isRefused: true, cause: first.code ?? "not-as-asked", reason: first.message, keep };
}
