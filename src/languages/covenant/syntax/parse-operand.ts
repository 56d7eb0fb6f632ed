/** Values: literals, and where a step takes a value from. */

import { finding } from "../finding.ts";
import {
  advance,
  advanceAny,
  at,
  type Cursor,
  current,
  describeToken,
  expectStringValue,
  expectText,
  isString,
  rangeFrom,
  stop,
  stopUnexpected,
} from "./cursor.ts";
import type { Operand } from "./step-ast.ts";
import { readString } from "./string-value.ts";
import type { Literal, Name } from "./terms.ts";
import type { Token } from "./token.ts";

type SourceWord = "from" | "var" | "lit" | "field" | "fn" | "struct";

/** Which sources a place takes, and whether it splits a dotted name. */
export interface OperandPlace {
  /** What holds the value, in words: `input of a compute step`. */
  readonly name: string;
  readonly sources: readonly SourceWord[];
  readonly splitsDots: boolean;
}

/** A value of one of the kinds that `place` takes. */
export function parseOperand(cursor: Cursor, place: OperandPlace): Operand {
  const token = current(cursor);
  const word = place.sources.find((source) => at(cursor, source));
  if (word === undefined) stopAtSource(cursor, place);
  advance(cursor);
  if (word === "lit") {
    expectText(cursor, "=");
    const literal = parseLiteral(cursor);
    return { kind: "literal", literal, ...rangeFrom(cursor, token) };
  }
  if (word === "struct") {
    expectText(cursor, "=");
    skipBrackets(cursor);
    return { kind: "placeholder", ...rangeFrom(cursor, token) };
  }
  const name = expectStringValue(cursor, word);
  if (word === "field") {
    const of = expectOf(cursor);
    const range = rangeFrom(cursor, token);
    return { kind: "field", field: name, of, isDotted: false, via: undefined, ...range };
  }
  const range = rangeFrom(cursor, token);
  if (word === "fn") return { kind: "lambda", text: name, ...range };
  return (
    (place.splitsDots ? splitAtDot(name, word, range) : undefined) ?? {
      kind: "variable",
      name,
      via: word,
      ...range,
    }
  );
}

function expectOf(cursor: Cursor): Name {
  if (!at(cursor, "of"))
    stopUnexpected(cursor, '"of"', 'A field names its record: field="…" of="…"');
  advance(cursor);
  return expectStringValue(cursor, "of");
}

function splitAtDot(
  name: Name,
  via: "from" | "var",
  range: { readonly start: number; readonly end: number },
): Operand | undefined {
  const dot = name.text.indexOf(".");
  if (dot === -1) return undefined;
  const part = (text: string): Name => ({ ...name, text });
  const of = part(name.text.slice(0, dot));
  const field = part(name.text.slice(dot + 1));
  return { kind: "field", of, field, isDotted: true, via, ...range };
}

function stopAtSource(cursor: Cursor, place: OperandPlace): never {
  const token = current(cursor);
  const allowed = place.sources.filter((source) => source !== "struct");
  const wanted = allowed.map((source) => `${source}=`).join(" or ");
  const found = describeToken(token);
  if (token.error !== undefined || token.kind === "end-of-file") stopUnexpected(cursor, wanted);
  if (at(cursor, "mut")) {
    const facts = { block: place.name, attribute: "mut", before: undefined };
    stop(
      cursor,
      finding(
        "attribute_order",
        token,
        facts,
        `In ${place.name}, "mut" comes after the value, before as=`,
        {
          help: "Move mut behind the value",
        },
      ),
    );
  }
  stop(
    cursor,
    finding(
      "invalid_source",
      token,
      { place: place.name, allowed, found },
      `The value of ${place.name} is given by ${wanted}, found ${found}`,
      { help: `Use ${wanted}` },
    ),
  );
}

/** A literal value. Lists and maps are swallowed as text, as the reference does. */
export function parseLiteral(cursor: Cursor): Literal {
  const token = current(cursor);
  const range = { start: token.start, end: token.end };
  if (at(cursor, "[") || at(cursor, "{")) {
    const text = skipBrackets(cursor);
    return { kind: "raw", text, ...rangeFrom(cursor, token) };
  }
  const literal = readLiteral(token, range);
  if (literal === undefined) stopAtLiteral(cursor);
  advance(cursor);
  return literal;
}

function readLiteral(
  token: Token,
  range: { readonly start: number; readonly end: number },
): Literal | undefined {
  if (token.kind === "integer") return { kind: "int", value: readInteger(token.text), ...range };
  if (token.kind === "float") return { kind: "float", value: Number(token.text), ...range };
  if (isString(token)) return { ...range, kind: "string", value: readString(token).text };
  if (token.kind !== "keyword") return undefined;
  if (token.text === "true" || token.text === "false")
    return { kind: "bool", value: token.text === "true", ...range };
  return token.text === "none" ? { kind: "none", ...range } : undefined;
}

const LARGEST_INTEGER = 2n ** 63n - 1n;

/** The reference reads what does not fit into 64 bits as 0. */
export function readInteger(digits: string): bigint {
  const significant = digits.replace(/^0+/, "");
  if (significant.length > 19) return 0n;
  const value = BigInt(significant === "" ? "0" : significant);
  return value > LARGEST_INTEGER ? 0n : value;
}

function stopAtLiteral(cursor: Cursor): never {
  const token = current(cursor);
  const found = describeToken(token);
  if (token.error !== undefined || token.kind === "end-of-file")
    stopUnexpected(cursor, "a literal");
  const help = at(cursor, "-")
    ? "There are no negative literals: bind the positive number and use op=neg"
    : "A literal is a number, a string in double quotes, true, false or none";
  stop(
    cursor,
    finding("invalid_literal", token, { found }, `Expected a literal, found ${found}`, { help }),
  );
}

/** Steps over a bracketed text up to the first closing bracket of its kind; gives the text in between. */
function skipBrackets(cursor: Cursor): string {
  const open = current(cursor);
  if (!at(cursor, "[") && !at(cursor, "{")) stopUnexpected(cursor, '"[" or "{"');
  advance(cursor);
  const close = open.text === "[" ? "]" : "}";
  while (!at(cursor, close)) advanceAny(cursor, `"${close}"`);
  const { end } = advance(cursor);
  return cursor.source.slice(open.start, end);
}
