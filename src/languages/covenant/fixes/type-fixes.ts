/** Fixes for values of a wrong type, where the value is a literal that can be written otherwise. */

import type { Fix } from "../finding.ts";
import type { Program } from "../syntax/ast.ts";
import type { Range } from "../syntax/token.ts";
import { fix, replace } from "./edits.ts";
import { valueOf } from "./enclosing-step.ts";
import type { FindingOf } from "./finding-of.ts";
import { isString, neighbour, reads, tokenFrom } from "./text-places.ts";

type Mistyped = "return_type" | "argument_type" | "field_type" | "operand_type";

/** `lit="5"` where an Int is wanted, or `lit=5` where a String is. */
export const fixLiteralType = (
  { range, facts }: FindingOf<Mistyped>,
  program: Program,
): readonly Fix[] => rewriteLiteral(program, range, facts.expected);

const FORMS: ReadonlyMap<string, RegExp> = new Map([
  ["Int", /^\d{1,18}$/],
  ["Float", /^\d{1,18}(?:\.\d{1,18})?$/],
  ["Bool", /^(?:true|false)$/],
]);

function rewriteLiteral(program: Program, range: Range, expected: string): readonly Fix[] {
  for (let token = tokenFrom(program, range.start); token.end <= range.end; ) {
    if (reads(neighbour(program, token, -2), "lit") && reads(neighbour(program, token, -1), "=")) {
      const isText = isString(token);
      if (expected === "String" && !isText && token.kind !== "punctuation" && token.text !== "none")
        return [fix("Write the literal as text", 0.7, [replace(token, `"${token.text}"`)])];
      if (isText && FORMS.get(expected)?.test(valueOf(token)) === true)
        return [fix("Write the literal without quotes", 0.8, [replace(token, valueOf(token))])];
      return [];
    }
    const next = neighbour(program, token, 1);
    if (next === undefined) return [];
    token = next;
  }
  return [];
}
