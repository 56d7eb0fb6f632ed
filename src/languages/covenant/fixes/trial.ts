import type { Finding, TextEdit } from "../finding.ts";
import { createOffsetMap } from "./apply-edits.ts";
import { type BlockChange, blockChangesOf, blockErrorsNear, moveAnEnd } from "./block-changes.ts";
import { type Judgement, judgeChange } from "./judge-change.ts";

/** A fix that was applied, and kept because the text became better by it. */
export interface AppliedFix {
  readonly rule: Finding["rule"];
  readonly code: string;
  readonly title: string;
  readonly confidence: number;
  /** Of the finding, in the text that the fix was applied to. */
  readonly line: number;
}

/** A text, what there is to say about it, and what was done to come to it. */
export interface State {
  readonly text: string;
  readonly findings: readonly Finding[];
  readonly applied: readonly AppliedFix[];
}

/** Fixes that are kept or taken back together. */
export interface Trial {
  readonly base: State;
  /** After the fixes. */
  readonly state: State;
  /** The findings of the base that the first fixes are for. */
  readonly targets: readonly Finding[];
  /** Where a place of the base's text is in the text after. */
  readonly moved: (offset: number) => number;
  /** By their place in the text after. */
  readonly blockChanges: readonly BlockChange[];
}

/** A trial of fixes for `targets`, in which nothing has been done. */
export const beginTrial = (base: State, targets: readonly Finding[]): Trial => ({
  base,
  state: base,
  targets,
  moved: (offset) => offset,
  blockChanges: [],
});

/** The trial after further `edits` of its text, which have led to `state`. */
export function extendTrial(trial: Trial, edits: readonly TextEdit[], state: State): Trial {
  const moved = createOffsetMap(edits);
  const changes = [...trial.blockChanges, ...blockChangesOf(trial.state.text, edits)];
  return {
    ...trial,
    state,
    moved: (offset) => moved(trial.moved(offset)),
    blockChanges: changes.map(({ kind, offset }) => ({ kind, offset: moved(offset) })),
  };
}

/** What the trial has done to its base. */
export function judgeTrial({ base, state, targets, moved, blockChanges }: Trial): Judgement {
  const { text, findings: after } = state;
  const judged = judgeChange({ before: base.findings, after, targets, moved });
  if (judged.verdict === "worse") return judged;
  if (moveAnEnd(text, blockChanges)) return { verdict: "worse", added: [] };
  const near = blockErrorsNear(text, after, blockChanges);
  return near.length === 0
    ? judged
    : { verdict: "unclear", added: [...new Set([...judged.added, ...near])] };
}
