/** Which snippets a snippet calls. */

import type { Snippet } from "../syntax/ast.ts";
import type { Step } from "../syntax/step-ast.ts";
import type { Name } from "../syntax/terms.ts";
import { forEachStep } from "./steps.ts";

/** Every callee in bodies and `tests` sections, in source order; one that is called twice stands there twice. */
export function calleesOf(snippet: Snippet): readonly Name[] {
  const callees: Name[] = [];
  const collect = (step: Step): void => {
    if (step.kind === "call") callees.push(step.callee);
  };
  for (const section of snippet.sections) {
    if (section.kind === "body") forEachStep(section.steps, collect);
    if (section.kind === "tests")
      for (const test of section.tests) forEachStep(test.steps, collect);
  }
  return callees;
}
