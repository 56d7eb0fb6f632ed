import { forEachStep } from "../semantics/steps.ts";
import type { Snippet } from "../syntax/ast.ts";
import type { Step } from "../syntax/step-ast.ts";

/** Calls `visit` with every step of the bodies and tests of `snippet`. */
export function forEachStepOf({ sections }: Snippet, visit: (step: Step) => void): void {
  for (const section of sections) {
    if (section.kind === "body") forEachStep(section.steps, visit);
    if (section.kind === "tests") for (const { steps } of section.tests) forEachStep(steps, visit);
  }
}
