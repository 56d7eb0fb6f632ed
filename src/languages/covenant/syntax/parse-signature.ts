import { finding } from "../finding.ts";
import type {
  EnumSignature,
  FieldDeclaration,
  FunctionSignature,
  Parameter,
  StructSignature,
  Variant,
} from "./ast.ts";
import {
  advance,
  advanceAny,
  at,
  type Cursor,
  current,
  describeToken,
  expectStringValue,
  inBlock,
  rangeFrom,
  skip,
  stop,
  stopUnexpected,
  tokenAt,
} from "./cursor.ts";
import { expectAttribute, expectEnd, readBlock } from "./expect.ts";
import type { Name, Returns, UnionMember } from "./terms.ts";

/** What a signature section declares. */
export function parseSignature(
  cursor: Cursor,
): FunctionSignature | StructSignature | EnumSignature {
  if (at(cursor, "fn")) return parseFunction(cursor);
  if (at(cursor, "struct") || at(cursor, "enum")) return parseTypeSignature(cursor);
  stopUnexpected(cursor, '"fn", "struct" or "enum"');
}

/** A struct or an enum; the cursor stands at its keyword. */
export const parseTypeSignature = (cursor: Cursor): StructSignature | EnumSignature =>
  at(cursor, "struct") ? parseStruct(cursor) : parseEnum(cursor);

function parseFunction(cursor: Cursor): FunctionSignature {
  const keyword = advance(cursor);
  const name = expectAttribute(cursor, "function", "name");
  const block = { name: `fn "${name.text}"`, opened: keyword };
  return inBlock(cursor, block, () => {
    const parameters: Parameter[] = [];
    const generics: Name[] = [];
    let returns: Returns | undefined;
    for (;;) {
      if (at(cursor, "param")) parameters.push(parseParameter(cursor));
      else if (at(cursor, "returns")) returns = parseReturns(cursor);
      else if (skip(cursor, "generic") !== undefined)
        generics.push(expectAttribute(cursor, "generic", "name"));
      else break;
    }
    expectEnd(cursor, block);
    return { kind: "fn", name, parameters, returns, generics, ...rangeFrom(cursor, keyword) };
  });
}

function parseParameter(cursor: Cursor): Parameter {
  const keyword = advance(cursor);
  const name = expectAttribute(cursor, "parameter", "name");
  const type = expectAttribute(cursor, "parameter", "type");
  return { name, type, ...rangeFrom(cursor, keyword) };
}

/** `returns …`; only the union form has an `end` of its own. */
export function parseReturns(cursor: Cursor): Returns {
  const keyword = advance(cursor);
  if (skip(cursor, "collection") !== undefined) {
    if (!at(cursor, "of"))
      stopUnexpected(cursor, '"of"', 'A list result is written returns collection of="…"');
    advance(cursor);
    const of = expectStringValue(cursor, "of");
    return { kind: "collection", of, ...rangeFrom(cursor, keyword) };
  }
  if (skip(cursor, "union") !== undefined) {
    const block = { name: "returns union", opened: keyword };
    return inBlock(cursor, block, () => {
      const members: UnionMember[] = [];
      while (at(cursor, "type")) members.push(parseMember(cursor));
      expectEnd(cursor, block);
      return { kind: "union", members, ...rangeFrom(cursor, keyword) };
    });
  }
  const type = expectAttribute(cursor, "returns", "type");
  const isOptional = skip(cursor, "optional") !== undefined;
  return { kind: "single", type, isOptional, ...rangeFrom(cursor, keyword) };
}

function parseMember(cursor: Cursor): UnionMember {
  const start = current(cursor);
  const type = expectAttribute(cursor, "union", "type");
  const isOptional = skip(cursor, "optional") !== undefined;
  return { type, isOptional, ...rangeFrom(cursor, start) };
}

function parseStruct(cursor: Cursor): StructSignature {
  const keyword = advance(cursor);
  const name = expectAttribute(cursor, "struct", "name");
  const block = { name: `struct "${name.text}"`, opened: keyword };
  const fields = readBlock(cursor, block, () => parseFields(cursor));
  return { kind: "struct", name, fields, ...rangeFrom(cursor, keyword) };
}

function parseEnum(cursor: Cursor): EnumSignature {
  const keyword = advance(cursor);
  const name = expectAttribute(cursor, "enum", "name");
  const block = { name: `enum "${name.text}"`, opened: keyword };
  return inBlock(cursor, block, () => {
    const variants: Variant[] = [];
    while (at(cursor, "variant")) variants.push(parseVariant(cursor));
    expectEnd(cursor, block);
    return { kind: "enum", name, variants, ...rangeFrom(cursor, keyword) };
  });
}

function parseVariant(cursor: Cursor): Variant {
  const keyword = advance(cursor);
  const name = expectAttribute(cursor, "variant", "name");
  const block = { name: `variant "${name.text}"`, opened: keyword };
  const fields = readBlock(cursor, block, () => parseFields(cursor));
  return { name, fields, ...rangeFrom(cursor, keyword) };
}

/** Field declarations, as many as there are. */
export function parseFields(cursor: Cursor): FieldDeclaration[] {
  const fields: FieldDeclaration[] = [];
  while (at(cursor, "field")) fields.push(parseField(cursor));
  return fields;
}

function parseField(cursor: Cursor): FieldDeclaration {
  const keyword = advance(cursor);
  const name = expectAttribute(cursor, "field", "name");
  const type = expectAttribute(cursor, "field", "type");
  const flags = new Set<string>();
  for (let flag = readFlag(cursor); flag !== undefined; flag = readFlag(cursor)) flags.add(flag);
  return {
    name,
    type,
    isPrimary: flags.has("primary") || flags.has("primary_key"),
    isAuto: flags.has("auto") || flags.has("auto_increment"),
    isUnique: flags.has("unique"),
    isOptional: flags.has("nullable") || flags.has("optional"),
    ...rangeFrom(cursor, keyword),
  };
}

const KEYWORD_FLAGS: readonly string[] = ["primary", "auto", "unique", "nullable"];
const WORD_FLAGS: readonly string[] = ["primary_key", "auto_increment", "optional"];

/** The next flag that is set, if there is one; keyword flags must come before all word flags. */
function readFlag(cursor: Cursor): string | undefined {
  const keywordFlag = KEYWORD_FLAGS.find((flag) => at(cursor, flag));
  if (keywordFlag !== undefined) {
    if (isAfterWordFlag(cursor)) stopAtFlag(cursor);
    advance(cursor);
    return keywordFlag;
  }
  const wordFlag = WORD_FLAGS.find((flag) => at(cursor, flag));
  if (wordFlag === undefined) return undefined;
  advance(cursor);
  if (skip(cursor, "=") === undefined) return wordFlag;
  if (advanceAny(cursor, '"true" or "false"').text === "true") return wordFlag;
  return readFlag(cursor);
}

/** Before a keyword flag stands a word flag's value or the word itself. */
function isAfterWordFlag(cursor: Cursor): boolean {
  const before = tokenAt(cursor, cursor.index - 1);
  const isValue = tokenAt(cursor, cursor.index - 2).text === "=";
  const word = isValue ? tokenAt(cursor, cursor.index - 3) : before;
  return word.kind === "identifier" && WORD_FLAGS.includes(word.text);
}

function stopAtFlag(cursor: Cursor): never {
  const token = current(cursor);
  stop(
    cursor,
    finding(
      "field_flag_order",
      token,
      { flag: token.text },
      `The flag ${describeToken(token)} must come before primary_key=, auto_increment= and optional`,
      { help: `Move ${token.text} directly behind the field's type` },
    ),
  );
}
