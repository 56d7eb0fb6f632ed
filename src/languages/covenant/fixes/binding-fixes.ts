import type { Fix } from "../finding.ts";
import type { Program } from "../syntax/ast.ts";
import type { Token } from "../syntax/token.ts";
import { removeOneEnd } from "./block-fixes.ts";
import { fix, insertAfter, insertAt } from "./edits.ts";
import { indentAt, isFirstOnLine, neighbour, reads } from "./text-places.ts";
import { unboundNames } from "./variables.ts";

/** A step without `as=` before `token`: the binding is missing, or an `end` stands where the step goes on. */
export function fixMissingBinding(program: Program, token: Token): readonly Fix[] {
  if (!reads(token, "end")) return [];
  const next = neighbour(program, token, 1);
  const goesOn = ["as", "mut", "else", "case", "branch"].some((word) => reads(next, word));
  if (goesOn) return removeOneEnd(program, token);
  const [name, ...others] = unboundNames(program, token);
  const discard = bindTo(program, token, "_", 0.7);
  return name === undefined || others.length > 0
    ? [discard]
    : [bindTo(program, token, name, 0.95), discard];
}

function bindTo(program: Program, end: Token, name: string, confidence: number): Fix {
  const { source } = program;
  const before = neighbour(program, end, -1);
  const edit =
    before !== undefined && isFirstOnLine(source, end.start)
      ? insertAfter(source, before.end, [`as="${name}"`], `${indentAt(source, end.start)}  `)
      : insertAt(end.start, `as="${name}" `);
  return fix(`Bind the result with as="${name}"`, confidence, [edit]);
}
