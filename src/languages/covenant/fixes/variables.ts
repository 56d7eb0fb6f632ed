/** Which variables a snippet binds and uses, in a text that may not be readable as a whole. */

import type { Program } from "../syntax/ast.ts";
import type { Token } from "../syntax/token.ts";
import { valueOf } from "./enclosing-step.ts";
import { opensSnippet } from "./open-levels.ts";
import { isString, neighbour, reads } from "./text-places.ts";

/** How far around a place its snippet is read. */
const MOST_TOKENS = 2_000;

/**
 * Names that the rest of the snippet uses, behind `place`, and nothing in the snippet binds; in order of use. None in a
 * snippet too long to be read as a whole.
 */
export function unboundNames(program: Program, place: Token): readonly string[] {
  const snippet = tokensOfSnippet(program, place);
  const bound = new Set<string>(["_"]);
  const used = new Set<string>();
  for (const token of snippet) {
    if (!isString(token)) continue;
    const name = valueOf(token);
    if (binds(program, token)) bound.add(name);
    else if (token.index > place.index && uses(program, token))
      used.add(name.split(".", 1)[0] ?? name);
  }
  return [...used].filter((name) => !bound.has(name));
}

/** The strings behind `place`, in its snippet, that use the variable `name`. */
export const usesAfter = (program: Program, place: Token, name: string): readonly Token[] =>
  tokensOfSnippet(program, place).filter(
    (token) =>
      token.index > place.index &&
      isString(token) &&
      uses(program, token) &&
      valueOf(token).split(".", 1)[0] === name,
  );

/** Whether something in the snippet of `place` binds `name`. */
export const isBound = (program: Program, place: Token, name: string): boolean =>
  tokensOfSnippet(program, place).some(
    (token) => isString(token) && binds(program, token) && valueOf(token) === name,
  );

function tokensOfSnippet(program: Program, place: Token): readonly Token[] {
  const { tokens } = program;
  const opens = (token: Token): boolean => opensSnippet(program, token);
  const before = tokens.slice(Math.max(0, place.index - MOST_TOKENS), place.index);
  const after = tokens.slice(place.index, place.index + MOST_TOKENS);
  const first = before.findLastIndex(opens);
  const next = after.findIndex((token) => opens(token) || token.kind === "end-of-file");
  return first === -1 || next === -1 ? [] : [...before.slice(first), ...after.slice(0, next)];
}

/** `param name="x"`, `as="x"`, `var="x" in=…` and `bindings=("x", "y")`. */
function binds(program: Program, token: Token): boolean {
  const key = neighbour(program, token, -2);
  if (reads(key, "as")) return true;
  if (reads(key, "var")) return reads(neighbour(program, token, 1), "in");
  if (reads(key, "name")) return reads(neighbour(program, token, -3), "param");
  const before = neighbour(program, token, -1);
  return reads(before, "(") || reads(before, ",");
}

const USES: ReadonlySet<string> = new Set(["from", "var", "of", "on", "in", "condition"]);

/** A `from=` of a query or a delete names a table, that of a relation a snippet. */
function uses(program: Program, token: Token): boolean {
  const key = neighbour(program, token, -2);
  if (key === undefined || !USES.has(key.text)) return false;
  const before = neighbour(program, key, -1);
  if (reads(before, "collection") || reads(before, "rel")) return false;
  if (!reads(key, "from")) return true;
  const isQuery = reads(before, "all") || reads(neighbour(program, key, -4), "select");
  return !isQuery && !(isString(before) && valueOf(before) === "delete");
}
