import { type Finding, type Fix, isBlocking, type TextEdit } from "../finding.ts";
import type { Program } from "../syntax/ast.ts";
import { areApplicable } from "./apply-edits.ts";
import { suggestFixes } from "./suggest-fixes.ts";

/** A fix that is to be tried. */
export interface Step {
  readonly finding: Finding;
  readonly fix: Fix;
}

export interface PlanOptions {
  readonly minimumConfidence: number;
  readonly isRefused: (step: Step) => boolean;
}

/** As many errors are looked at in one round: suggesting a fix may take a look through the whole text. */
const MOST_ERRORS = 1_000;

/** The most certain fix of each of the first errors, as far as they do not touch each other, in source order. */
export function planFixes(
  program: Program,
  findings: readonly Finding[],
  { minimumConfidence, isRefused }: PlanOptions,
): readonly Step[] {
  const steps: Step[] = [];
  for (const finding of findings.filter(isBlocking).slice(0, MOST_ERRORS)) {
    const fix = suggestFixes(finding, program).find(
      (suggested) =>
        suggested.confidence >= minimumConfidence && !isRefused({ finding, fix: suggested }),
    );
    if (fix !== undefined && areApplicable(fix.edits, program.source.length))
      steps.push({ finding, fix });
  }
  return withoutOverlap(steps.toSorted((one, other) => startOf(one) - startOf(other)));
}

const startOf = ({ fix }: Step): number => fix.edits[0]?.start ?? 0;

/** A fix that begins before the end of the one before it waits for the next round. */
function withoutOverlap(steps: readonly Step[]): readonly Step[] {
  let end = -1;
  return steps.filter(({ fix }) => {
    const first = fix.edits[0];
    const last = fix.edits.at(-1);
    if (first === undefined || last === undefined || first.start <= end) return false;
    end = last.end;
    return true;
  });
}

/** All edits of `steps`. */
export const editsOf = (steps: readonly Step[]): readonly TextEdit[] =>
  steps.flatMap(({ fix }) => fix.edits);
