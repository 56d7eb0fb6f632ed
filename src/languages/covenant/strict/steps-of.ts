import { forEachStep } from "../semantics/steps.ts";
import type { Snippet } from "../syntax/ast.ts";
import type { Step } from "../syntax/step-ast.ts";

/** Every step of the bodies and tests of `snippet`, outer ones before those inside them. */
export function stepsOf({ sections }: Snippet): readonly Step[] {
  const all: Step[] = [];
  const add = (step: Step): void => {
    all.push(step);
  };
  for (const section of sections) {
    if (section.kind === "body") forEachStep(section.steps, add);
    if (section.kind === "tests") for (const { steps } of section.tests) forEachStep(steps, add);
  }
  return all;
}
