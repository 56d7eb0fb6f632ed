import { nestedBlocks } from "../semantics/steps.ts";
import type { Program } from "../syntax/ast.ts";
import type { Step } from "../syntax/step-ast.ts";
import type { Range } from "../syntax/token.ts";
import { snippetAt } from "./text-places.ts";

/** The innermost step that holds `offset`. */
export function stepAt(program: Program, offset: number): Step | undefined {
  const section = snippetAt(program, offset)?.sections.find((found) => holds(found, offset));
  if (section?.kind === "body") return innermost(section.steps, offset);
  if (section?.kind === "tests") return innermost(holding(section.tests, offset)?.steps, offset);
  return undefined;
}

function innermost(steps: readonly Step[] = [], offset: number): Step | undefined {
  const step = holding(steps, offset);
  if (step === undefined) return undefined;
  const block = nestedBlocks(step).find(
    (inner) => (inner[0]?.start ?? Infinity) <= offset && offset < (inner.at(-1)?.end ?? 0),
  );
  return innermost(block, offset) ?? step;
}

const holds = ({ start, end }: Range, offset: number): boolean => start <= offset && offset < end;

/** The one of `items`, which are in source order, that holds `offset`. */
function holding<Item extends Range>(items: readonly Item[], offset: number): Item | undefined {
  let [low, high] = [0, items.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((items[middle]?.start ?? Infinity) <= offset) low = middle;
    else high = middle - 1;
  }
  const found = items[low];
  return found !== undefined && holds(found, offset) ? found : undefined;
}
