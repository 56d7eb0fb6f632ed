/** Sections of data: metadata, content and schema. */

import { finding } from "../finding.ts";
import type {
  ContentSection,
  FieldDeclaration,
  MetadataSection,
  MetadataValue,
  SchemaSection,
  Table,
} from "./ast.ts";
import {
  advance,
  advanceAny,
  at,
  type Cursor,
  current,
  describeToken,
  expectText,
  isString,
  rangeFrom,
  skip,
  stop,
  stopUnexpected,
} from "./cursor.ts";
import { expectAttribute, readBlock } from "./expect.ts";
import { readInteger } from "./parse-operand.ts";
import { parseFields } from "./parse-signature.ts";
import { readString } from "./string-value.ts";
import type { Name } from "./terms.ts";
import type { Token } from "./token.ts";

type Content<Kind> = Omit<Kind, "start" | "end" | "keyword">;

/** Keywords that may be the key of a metadata entry. */
const METADATA_KEYS: ReadonlySet<string> = new Set(["type", "database", "connection", "dialect"]);

export function parseMetadata(cursor: Cursor): Content<MetadataSection> {
  const entries: MetadataSection["entries"][number][] = [];
  while (!at(cursor, "end") && current(cursor).kind !== "end-of-file") {
    const token = current(cursor);
    if (token.kind !== "identifier" && !METADATA_KEYS.has(token.text))
      stopUnexpected(cursor, "a metadata key that is no keyword");
    const key = toName(advance(cursor));
    expectText(cursor, "=");
    entries.push({ key, value: parseMetadataValue(cursor) });
  }
  return { kind: "metadata", entries };
}

function parseMetadataValue(cursor: Cursor): MetadataValue {
  const token = current(cursor);
  const range = { start: token.start, end: token.end };
  if (at(cursor, "[")) return parseList(cursor);
  if (isString(token)) {
    advance(cursor);
    return { ...range, kind: "string", value: readString(token).text };
  }
  if (at(cursor, "true") || at(cursor, "false"))
    return { kind: "bool", value: advance(cursor).text === "true", ...range };
  if (token.kind === "integer")
    return { kind: "integer", value: readInteger(advance(cursor).text), ...range };
  if (token.kind === "identifier") return { kind: "word", value: advance(cursor).text, ...range };
  if (token.error === "unclosed-string" || token.kind === "end-of-file")
    stopUnexpected(cursor, "a metadata value");
  const found = describeToken(token);
  stop(
    cursor,
    finding(
      "invalid_metadata_value",
      token,
      { found },
      `A metadata value is a string, a word, a whole number, true, false or a list of strings, found ${found}`,
      { help: "Put the value in double quotes" },
    ),
  );
}

/** `["a", "b"]`; the commas may be missing. */
function parseList(cursor: Cursor): MetadataValue {
  const open = advance(cursor);
  const items: Name[] = [];
  while (!at(cursor, "]")) {
    const token = current(cursor);
    if (token.error !== undefined || token.kind === "end-of-file")
      stopUnexpected(cursor, 'a string or "]"');
    if (!isString(token)) {
      const found = describeToken(token);
      stop(
        cursor,
        finding(
          "invalid_content_list",
          token,
          { found },
          `A list holds strings only, found ${found}`,
          {
            help: "Put every item in double quotes",
          },
        ),
      );
    }
    items.push(readString(advance(cursor)));
    skip(cursor, ",");
  }
  advance(cursor);
  return { kind: "list", items, ...rangeFrom(cursor, open) };
}

export function parseContent(cursor: Cursor): Content<ContentSection> {
  const first = current(cursor);
  if (isString(first)) {
    advance(cursor);
    return { kind: "content", text: readString(first), pairs: [] };
  }
  const pairs: ContentSection["pairs"][number][] = [];
  while (!at(cursor, "end") && current(cursor).kind !== "end-of-file") {
    const token = advanceAny(cursor, "a key");
    const isKey = token.kind === "identifier" || token.text === "id" || token.text === "type";
    // The reference steps over whatever else stands here.
    if (!isKey) continue;
    const value = parseContentValue(cursor);
    if (value !== undefined) pairs.push({ key: toName(token), value });
  }
  return { kind: "content", text: undefined, pairs };
}

function parseContentValue(cursor: Cursor): MetadataValue | undefined {
  if (at(cursor, "[")) return parseList(cursor);
  if (at(cursor, "end")) return undefined;
  const token = advanceAny(cursor, "a value");
  const range = { start: token.start, end: token.end };
  if (isString(token)) return { ...range, kind: "string", value: readString(token).text };
  if (token.kind === "integer")
    return { ...range, kind: "integer", value: readInteger(token.text) };
  if (token.text === "true" || token.text === "false")
    return { ...range, kind: "bool", value: token.text === "true" };
  return { ...range, kind: "word", value: token.text };
}

export function parseSchema(cursor: Cursor): Content<SchemaSection> {
  const tables: Table[] = [];
  const fields: FieldDeclaration[] = [];
  while (at(cursor, "table") || at(cursor, "field")) {
    if (at(cursor, "field")) fields.push(...parseFields(cursor));
    else tables.push(parseTable(cursor));
  }
  return { kind: "schema", tables, fields };
}

function parseTable(cursor: Cursor): Table {
  const keyword = advance(cursor);
  const name = expectAttribute(cursor, "table", "name");
  const block = { name: `table "${name.text}"`, opened: keyword };
  const fields = readBlock(cursor, block, () => parseFields(cursor));
  return { name, fields, ...rangeFrom(cursor, keyword) };
}

const toName = ({ text, start, end }: Token): Name => ({ text, start, end });
