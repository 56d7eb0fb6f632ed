/** Steps that hold steps: if, match, for, transaction, parallel, race. */

import { finding } from "../finding.ts";
import {
  advance,
  at,
  type Cursor,
  current,
  describeToken,
  expectString,
  expectStringValue,
  expectText,
  expectWord,
  rangeFrom,
  skip,
  stop,
  stopUnexpected,
} from "./cursor.ts";
import { expectAttribute, readBlock } from "./expect.ts";
import type { Branch, MatchCase, Step } from "./step-ast.ts";
import type { ParseSteps, Payload } from "./step-payload.ts";
import type { Name } from "./terms.ts";
import type { Token } from "./token.ts";

export function parseIf(cursor: Cursor, parseSteps: ParseSteps): Payload {
  const condition = expectAttribute(cursor, "if", "condition");
  const keyword = current(cursor);
  // The reference takes any word for "then".
  expectWord(cursor, '"then"');
  const thenSteps = parseStepsUntilEnd(cursor, parseSteps, "then", keyword);
  const elseKeyword = skip(cursor, "else");
  const elseSteps =
    elseKeyword === undefined
      ? undefined
      : parseStepsUntilEnd(cursor, parseSteps, "else", elseKeyword);
  return { condition, thenSteps, elseSteps };
}

function parseStepsUntilEnd(
  cursor: Cursor,
  parseSteps: ParseSteps,
  name: string,
  opened: Token,
): readonly Step[] {
  const block = { name, opened };
  return readBlock(cursor, block, () => parseSteps(cursor));
}

export function parseMatch(cursor: Cursor, parseSteps: ParseSteps): Payload {
  const on = expectAttribute(cursor, "match", "on");
  const cases: MatchCase[] = [];
  while (at(cursor, "case")) cases.push(parseCase(cursor, parseSteps));
  return { on, cases };
}

function parseCase(cursor: Cursor, parseSteps: ParseSteps): MatchCase {
  const keyword = advance(cursor);
  const pattern = parsePattern(cursor);
  const name = pattern.kind === "variant" ? `case "${pattern.type.text}"` : "case wildcard";
  const steps = parseStepsUntilEnd(cursor, parseSteps, name, keyword);
  return { pattern, steps, ...rangeFrom(cursor, keyword) };
}

function parsePattern(cursor: Cursor): MatchCase["pattern"] {
  const token = current(cursor);
  if (skip(cursor, "wildcard") !== undefined)
    return { kind: "wildcard", start: token.start, end: token.end };
  if (skip(cursor, "variant") === undefined) stopAtPattern(cursor);
  const type = expectAttribute(cursor, "case", "type");
  const bindings = skip(cursor, "bindings") === undefined ? [] : parseBindings(cursor);
  return { kind: "variant", type, bindings, ...rangeFrom(cursor, token) };
}

function stopAtPattern(cursor: Cursor): never {
  const token = current(cursor);
  if (token.error !== undefined || token.kind === "end-of-file")
    stopUnexpected(cursor, '"variant" or "wildcard"');
  const found = describeToken(token);
  stop(
    cursor,
    finding(
      "invalid_pattern",
      token,
      { found },
      `A case begins with "variant" or "wildcard", found ${found}`,
      { help: 'Write case variant type="…" or case wildcard; compare plain values with if' },
    ),
  );
}

/** `=("a", "b")`; may be empty. */
function parseBindings(cursor: Cursor): readonly Name[] {
  expectText(cursor, "=");
  expectText(cursor, "(");
  const names: Name[] = [];
  if (skip(cursor, ")") !== undefined) return names;
  do names.push(expectString(cursor, "bindings"));
  while (skip(cursor, ",") !== undefined);
  expectText(cursor, ")");
  return names;
}

export function parseFor(cursor: Cursor, parseSteps: ParseSteps): Payload {
  const variable = expectAttribute(cursor, "for", "var");
  if (!at(cursor, "in")) stopUnexpected(cursor, 'in="…"');
  advance(cursor);
  const list = expectStringValue(cursor, "in");
  return { variable, in: list, steps: parseSteps(cursor) };
}

export function parseTransaction(cursor: Cursor, parseSteps: ParseSteps): Payload {
  const isolation = skip(cursor, "isolation") && expectStringValue(cursor, "isolation");
  return { isolation, steps: parseSteps(cursor) };
}

const KEYS: Readonly<Record<string, string>> = {
  on_error: "onError",
  timeout: "timeout",
  on_timeout: "onTimeout",
};

/** A parallel or race step: its attributes in their one order, then its branches. */
export function parseConcurrency(
  cursor: Cursor,
  attributes: readonly string[],
  parseSteps: ParseSteps,
): Payload {
  const values = attributes.map((attribute) => [
    KEYS[attribute],
    skip(cursor, attribute) && expectStringValue(cursor, attribute),
  ]);
  const branches: Branch[] = [];
  while (at(cursor, "branch")) branches.push(parseBranch(cursor, parseSteps));
  return { ...Object.fromEntries(values), branches };
}

function parseBranch(cursor: Cursor, parseSteps: ParseSteps): Branch {
  const keyword = advance(cursor);
  const id = expectAttribute(cursor, "branch", "id");
  const steps = parseStepsUntilEnd(cursor, parseSteps, `branch "${id.text}"`, keyword);
  return { id, steps, ...rangeFrom(cursor, keyword) };
}
