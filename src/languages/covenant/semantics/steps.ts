/** Walking through steps and the blocks inside them. */

import type { Step } from "../syntax/step-ast.ts";

type Block = readonly Step[];
const NO_BLOCKS: readonly Block[] = [];

/** The blocks that stand directly inside `step`, in source order. */
export function nestedBlocks(step: Step): readonly Block[] {
  switch (step.kind) {
    case "call":
      return step.handle?.map(({ steps }) => steps) ?? NO_BLOCKS;
    case "if":
      return step.elseSteps === undefined ? [step.thenSteps] : [step.thenSteps, step.elseSteps];
    case "match":
      return step.cases.map(({ steps }) => steps);
    case "for":
    case "transaction":
      return [step.steps];
    case "parallel":
    case "race":
      return step.branches.map(({ steps }) => steps);
    default:
      return NO_BLOCKS;
  }
}

/** Calls `visit` with every step, outer ones before those inside them; the parser bounds the depth. */
export function forEachStep(steps: Block, visit: (step: Step) => void): void {
  for (const step of steps) {
    visit(step);
    for (const block of nestedBlocks(step)) forEachStep(block, visit);
  }
}
