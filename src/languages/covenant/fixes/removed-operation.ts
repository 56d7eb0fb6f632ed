import type { Fix, TextEdit } from "../finding.ts";
import type { Program } from "../syntax/ast.ts";
import type { Token } from "../syntax/token.ts";
import { LIBRARY } from "../tables/library.ts";
import { fix, replace } from "./edits.ts";
import { stepHeadBefore, valueOf } from "./enclosing-step.ts";
import { neighbour, reads } from "./text-places.ts";

/**
 * Turns a compute step with an operation of earlier versions into a call of the library function that does its work,
 * the inputs becoming its arguments in their order.
 */
export function replaceRemovedOperation(
  program: Program,
  operation: Token,
  replacement: string,
): readonly Fix[] {
  const head = stepHeadBefore(program, operation);
  const called = LIBRARY.find(({ id }) => id === replacement);
  const key = neighbour(program, operation, -2);
  if (head === undefined || called === undefined || !reads(key, "op")) return [];
  if (valueOf(head.kind) !== "compute") return [];
  const inputs = inputsAfter(program, operation);
  if (inputs.length !== called.parameters.length) return [];
  const edits: TextEdit[] = [
    replace(head.kind, '"call"'),
    { start: key.start, end: operation.end, text: `fn="${replacement}"` },
  ];
  for (const [index, { input, source }] of inputs.entries()) {
    edits.push(replace(input, `arg name="${called.parameters[index]?.name}"`));
    if (reads(source, "var")) edits.push(replace(source, "from"));
  }
  return [fix(`Call "${replacement}" instead`, 0.9, edits)];
}

interface Input {
  readonly input: Token;
  /** `var`, `lit` or `field`. */
  readonly source: Token;
}

/** `input var="a"`, `input lit=1`, `input field="a" of="b"`, as many as follow. */
function inputsAfter(program: Program, operation: Token): readonly Input[] {
  const inputs: Input[] = [];
  let input = neighbour(program, operation, 1);
  while (reads(input, "input")) {
    const source = neighbour(program, input, 1);
    if (source === undefined) break;
    inputs.push({ input, source });
    input = neighbour(program, input, reads(source, "field") ? 7 : 4);
  }
  return inputs;
}
