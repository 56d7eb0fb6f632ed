/** Fixes that make a value in a step of its own, where the language takes only a variable. */

import type { Fix } from "../finding.ts";
import type { Program } from "../syntax/ast.ts";
import type { Range, Token } from "../syntax/token.ts";
import { fix, insertBefore, replace } from "./edits.ts";
import { freshName, stepHeadBefore, valueOf } from "./enclosing-step.ts";
import { isFirstOnLine, isString, neighbour, reads, tokenFrom } from "./text-places.ts";

interface NewStep {
  readonly title: string;
  readonly confidence: number;
  /** What the value stands in place of. */
  readonly place: Range;
  /** The text in place of it, for a variable called so. */
  readonly write: (variable: string) => string;
  /** A name for the variable, if it is free. */
  readonly name: string;
  readonly kind: "bind" | "compute";
  readonly payload: readonly string[];
}

/** A step before the one that holds `token`, whose result is used there. */
function bindBefore(program: Program, token: Token, step: NewStep): readonly Fix[] {
  const head = stepHeadBefore(program, token);
  if (head === undefined || !isFirstOnLine(program.source, head.keyword.start)) return [];
  const variable = freshName(program, step.name);
  const id = freshName(program, `${valueOf(head.id)}_${step.kind === "bind" ? "field" : "neg"}`);
  const lines = [
    `step id="${id}" kind="${step.kind}"`,
    ...step.payload.map((line) => `  ${line}`),
    `  as="${variable}"`,
    "end",
  ];
  return [
    fix(step.title, step.confidence, [
      insertBefore(program.source, head.keyword.start, lines),
      replace(step.place, step.write(variable)),
    ]),
  ];
}

/** `from="a.b"` where a path is no path: the field is bound first. */
export function fixDottedName(program: Program, range: Range, name: string): readonly Fix[] {
  const token = tokenFrom(program, range.start);
  const isPath = /^[A-Za-z_]\w*\.[A-Za-z_]\w*$/.test(name);
  if (!isPath || !isString(token) || valueOf(token) !== name) return [];
  return bindBefore(program, token, {
    title: `Bind ${name} in a step of its own`,
    confidence: 0.9,
    place: token,
    write: (variable) => `"${variable}"`,
    name: name.replace(".", "_"),
    kind: "bind",
    payload: [`from="${name}"`],
  });
}

/** Conditions name a variable with `var=`, as inputs do; all others take `from=`. */
const WITH_VAR: ReadonlySet<string> = new Set([
  "equals",
  "not_equals",
  "contains",
  "less",
  "greater",
  "matches",
]);

/** `lit=-1`: there are no negative literals. */
export function negate(program: Program, minus: Token): readonly Fix[] {
  const number = neighbour(program, minus, 1);
  const key = neighbour(program, minus, -2);
  const isNumber = number?.kind === "integer" || number?.kind === "float";
  if (!isNumber || !reads(key, "lit")) return [];
  const isInput = reads(neighbour(program, key, -1), "input");
  const word = isInput || WITH_VAR.has(neighbour(program, key, -4)?.text ?? "") ? "var" : "from";
  return bindBefore(program, minus, {
    title: `Negate ${number.text} in a step of its own`,
    confidence: 0.8,
    place: { start: key.start, end: number.end },
    write: (variable) => `${word}="${variable}"`,
    name: `minus_${number.text.replace(".", "_")}`,
    kind: "compute",
    payload: ["op=neg", `input lit=${number.text}`],
  });
}
