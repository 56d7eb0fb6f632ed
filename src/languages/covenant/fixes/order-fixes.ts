/** Fixes that move what stands in the wrong place. */

import type { Fix } from "../finding.ts";
import type { Program } from "../syntax/ast.ts";
import type { Token } from "../syntax/token.ts";
import { fix, insertAt, insertBefore, remove } from "./edits.ts";
import { stepHeadBefore } from "./enclosing-step.ts";
import type { Suggest } from "./finding-of.ts";
import { indentAt, isFirstOnLine, isString, neighbour, reads, tokenFrom } from "./text-places.ts";

/** Moves a step's `as="…"` that stands before its other attributes behind them. */
export function fixEarlyBinding(program: Program, token: Token): readonly Fix[] {
  const key = [token, neighbour(program, token, -3)].find((found) => reads(found, "as"));
  const value = key === undefined ? undefined : neighbour(program, key, 2);
  if (key === undefined || !reads(neighbour(program, key, 1), "=") || !isString(value)) return [];
  const end = endOfStep(program, key);
  if (end === undefined || end.index === value.index + 1) return [];
  const { source } = program;
  const moved = { start: key.start, end: value.end };
  const edits = [
    remove(source, moved),
    insertBefore(
      source,
      end.start,
      [source.slice(key.start, value.end)],
      indentAt(source, key.start),
    ),
  ];
  return [fix("Move as=… behind the other attributes", 1, edits)];
}

/** The `handle` or `end` before which the step that holds `key` has its binding, as the indentation tells. */
function endOfStep(program: Program, key: Token): Token | undefined {
  const { source } = program;
  const head = stepHeadBefore(program, key);
  if (head === undefined || !isFirstOnLine(source, head.keyword.start)) return undefined;
  const width = indentAt(source, head.keyword.start).length;
  for (const token of program.tokens.slice(key.index, key.index + MOST_TOKENS)) {
    if (!isFirstOnLine(source, token.start)) continue;
    const indent = indentAt(source, token.start).length;
    if (indent === width) return reads(token, "end") ? token : undefined;
    if (indent < width) return undefined;
    if (reads(token, "handle") && indent === indentAt(source, key.start).length) return token;
  }
  return undefined;
}

/** Moves the attribute in front of what it must precede; `mut` behind the value. */
export const fixAttributeOrder: Suggest<"attribute_order"> = ({ range, facts }, program) => {
  const token = tokenFrom(program, range.start);
  const { attribute } = facts;
  if (reads(token, "mut") && attribute === "mut") return moveMut(program, token);
  if (reads(token, "=")) {
    const edit = insertAt(token.start, attribute);
    return [fix(`Write ${attribute} before the "="`, 1, [edit])];
  }
  if (reads(token, "variant") && attribute === "type")
    return [fix('Remove "variant"', 0.95, [remove(program.source, token)])];
  return reads(token, "handle")
    ? moveBindingBefore(program, token)
    : moveAttribute(program, token, attribute);
};

/** A call's `as=`, which stands as deep as its `handle`, in front of it. */
function moveBindingBefore(program: Program, handle: Token): readonly Fix[] {
  const { source } = program;
  const indent = indentAt(source, handle.start);
  const key = program.tokens
    .slice(handle.index, handle.index + MOST_TOKENS)
    .find(
      (token) =>
        reads(token, "as") &&
        isFirstOnLine(source, token.start) &&
        indentAt(source, token.start) === indent,
    );
  return key === undefined ? [] : moveInFrontOf(program, handle, key);
}

/** Moves `name=…`, if it follows in the same step, in front of `token`. */
export function moveAttribute(program: Program, token: Token, name: string): readonly Fix[] {
  const key = findAttribute(program, token, name);
  return key === undefined ? [] : moveInFrontOf(program, token, key);
}

function moveInFrontOf(program: Program, token: Token, key: Token): readonly Fix[] {
  const value = neighbour(program, key, 2);
  if (value === undefined || value.kind === "end-of-file") return [];
  const { source } = program;
  const moved = { start: key.start, end: value.end };
  const edits = [
    insertBefore(source, token.start, [source.slice(moved.start, moved.end)]),
    remove(source, moved),
  ];
  return [fix(`Move ${key.text}=… in front of ${token.text}`, 1, edits)];
}

/** How far a misplaced attribute is looked for, as in the parser. */
const MOST_TOKENS = 400;

/** The next `name=` before another step begins or this one ends. */
function findAttribute(program: Program, from: Token, name: string): Token | undefined {
  for (const token of program.tokens.slice(from.index, from.index + MOST_TOKENS)) {
    if (reads(token, "step") || reads(token, "end")) return undefined;
    if (!reads(token, name) || !reads(neighbour(program, token, 1), "=")) continue;
    // `arg name="x" fn="…"` is a value of the argument.
    if (reads(neighbour(program, token, -4), "arg")) continue;
    return token;
  }
  return undefined;
}

function moveMut(program: Program, token: Token): readonly Fix[] {
  const { source } = program;
  const as = findAttribute(program, token, "as");
  if (as === undefined) return [];
  const edits = [remove(source, token), insertBefore(source, as.start, ["mut"])];
  return [fix('Move "mut" behind the value', 1, edits)];
}

/** Moves a flag directly behind its field's type. */
export const fixFlagOrder: Suggest<"field_flag_order"> = ({ range, facts }, program) => {
  const flag = tokenFrom(program, range.start);
  for (let back = -1; back > -MOST_TOKENS; back -= 1) {
    const token = neighbour(program, flag, back);
    if (token === undefined || reads(token, "field")) return [];
    if (!isString(token) || !reads(neighbour(program, token, -2), "type")) continue;
    const edits = [insertAt(token.end, ` ${facts.flag}`), remove(program.source, flag)];
    return [fix(`Move "${facts.flag}" behind the field's type`, 1, edits)];
  }
  return [];
};
