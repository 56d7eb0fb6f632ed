/** Whether the function that is asked for is there as a whole: what it is not would show only where it is run. */

import type { Specification } from "../../../domain/specification.ts";
import { readReturns, type ValueType } from "../interpreter/values/value-type.ts";
import { firstSection } from "../semantics/declarations.ts";
import type { Program, Snippet } from "../syntax/ast.ts";
import type { Step } from "../syntax/step-ast.ts";
import { findAsked } from "./find-asked.ts";
import { functionOf, readHead } from "./read-head.ts";

/** Why the function is no whole answer; `undefined` where it is one, or where none is asked for by its signature. */
export function findGap(
  program: Program,
  { signature }: Specification,
): { readonly snippet: Snippet; readonly message: string } | undefined {
  const [snippet] = signature === undefined ? [] : findAsked(program, readHead(signature));
  if (snippet === undefined) return undefined;
  const name = `"${snippet.id.text}"`;
  const steps = firstSection(snippet, "body")?.steps ?? [];
  const returns = functionOf(snippet)?.returns;
  if (steps.length === 0) return { snippet, message: `${name} has no body` };
  if (returns !== undefined && !mayBeNone(readReturns(returns)) && !alwaysReturns(steps))
    return { snippet, message: `${name} can end without returning what it declares` };
  return isMarked(snippet)
    ? { snippet, message: `${name} says of itself that it is incomplete` }
    : undefined;
}

/** What a function gives that ends without a `return`. */
function mayBeNone(type: ValueType): boolean {
  if (type.kind === "union") return type.members.some(mayBeNone);
  return type.kind === "none" || type.kind === "optional" || type.kind === "any";
}

const alwaysReturns = (steps: readonly Step[]): boolean => steps.some(endsFunction);

function endsFunction(step: Step): boolean {
  switch (step.kind) {
    case "return":
      return true;
    case "if":
      return alwaysReturns(step.thenSteps) && alwaysReturns(step.elseSteps ?? []);
    case "match":
      // Where no case fits, an error is raised.
      return step.cases.length > 0 && step.cases.every(({ steps }) => alwaysReturns(steps));
    case "transaction":
      return alwaysReturns(step.steps);
    case "parallel":
      return step.branches.some(({ steps }) => alwaysReturns(steps));
    case "race":
      return step.branches.length > 0 && step.branches.every(({ steps }) => alwaysReturns(steps));
    default:
      return false;
  }
}

/** As skeletons are, until somebody has written them. */
const isMarked = ({ sections }: Snippet): boolean =>
  sections.some(
    (section) =>
      section.kind === "metadata" &&
      section.entries.some(
        ({ key, value }) =>
          key.text === "incomplete" && "value" in value && String(value.value) === "true",
      ),
  );
