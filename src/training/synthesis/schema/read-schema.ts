/** JSON Schema → the records it speaks of. What is not understood is left out, and said. */

import { Fault } from "../../../domain/fault.ts";
import type { JsonRecord, JsonValue } from "../../../domain/json.ts";
import type { SourceText } from "../../../domain/source-text.ts";
import { type ReadPlace, readShape, refuseKeywords } from "./read-shape.ts";
import { isRecord, resolve } from "./resolve-reference.ts";
import {
  type Field,
  isReserved,
  type RecordShape,
  toPascal,
  toSingular,
  toWords,
} from "./shape.ts";

/** Fields that cannot be written `value.name` are left out. */
const NAME = /^[A-Za-z][A-Za-z0-9_]{0,39}$/u;

export interface SchemaRecords {
  readonly records: readonly RecordShape[];
  readonly skipped: readonly string[];
}

/**
 * The records of a schema, outermost first. `textsOf` gives texts that match a pattern; none where it cannot.
 *
 * @throws {Fault} `specification/invalid` for what is no JSON Schema, or holds no record that can be used.
 */
export function readSchema(
  { path, text }: SourceText,
  textsOf: (pattern: string) => readonly string[],
): SchemaRecords {
  const root = parse(text, path);
  const records: RecordShape[] = [];
  const skipped: string[] = [];
  const note = (at: string, why: string): void => void skipped.push(`${path}${at}: ${why}`);
  const place: ReadPlace = { root, textsOf, note };
  const found = new Set<JsonRecord>();
  const open: Open[] = [{ schema: root, at: "#", name: nameOf(root, path), above: [] }];
  for (const kind of ["$defs", "definitions"])
    for (const [name, schema] of entriesOf(root[kind]))
      if (isRecord(schema)) open.push({ schema, at: `#/${kind}/${name}`, name, above: [] });
  for (const { schema, at, name, above } of open) {
    const resolved = resolve(schema, root);
    if (typeof resolved === "string") {
      note(at, resolved);
      continue;
    }
    if (above.includes(resolved)) note(at, "it holds itself, by a cycle of $ref");
    if (found.has(resolved)) continue;
    found.add(resolved);
    const inside = [...above, resolved];
    const items = resolved["items"];
    if (isRecord(items))
      open.push({ schema: items, at: `${at}/items`, name: toSingular(name), above: inside });
    if (!isRecord(resolved["properties"])) continue;
    if (refuseKeywords(resolved, at, note)) continue;
    const fields: Field[] = [];
    const required = listOf(resolved["required"]);
    for (const [key, value] of Object.entries(resolved["properties"])) {
      const where = `${at}/properties/${key}`;
      if (!isRecord(value)) {
        note(where, `${JSON.stringify(value)} says nothing of the value`);
        continue;
      }
      const field =
        NAME.test(key) && !isReserved(key)
          ? readField({ key, value, where, isRequired: required.includes(key) }, place)
          : note(where, "its name cannot name a variable");
      if (field === "nested") open.push({ schema: value, at: where, name: key, above: inside });
      else if (field !== undefined) fields.push(field);
    }
    if (fields.length >= 2)
      records.push({ name: toPascal(String(resolved["title"] ?? name)) || "Item", fields });
  }
  if (records.length > 0) return { records: withOwnNames(records), skipped };
  throw new Fault(
    "specification/invalid",
    `Cannot make tasks of ${path}: it describes no object with two plain properties`,
    { help: skipped.length > 0 ? skipped.join("\n  ") : "Give a JSON Schema of an object" },
  );
}

interface Open {
  readonly schema: JsonRecord;
  readonly at: string;
  readonly name: string;
  /** The schemas that hold it, outermost first. */
  readonly above: readonly JsonRecord[];
}

interface FieldPlace {
  readonly key: string;
  readonly value: JsonRecord;
  readonly where: string;
  readonly isRequired: boolean;
}

function readField(
  { key, value, where, isRequired }: FieldPlace,
  place: ReadPlace,
): Field | "nested" | undefined {
  const resolved = resolve(value, place.root);
  if (typeof resolved === "string") return void place.note(where, resolved);
  const items = isRecord(resolved["items"]) ? resolve(resolved["items"], place.root) : undefined;
  const holdsObjects = isRecord(items) && isRecord(items["properties"]);
  if (isRecord(resolved["properties"]) || holdsObjects) return "nested";
  const read = readShape(resolved, where, place);
  if (read === undefined) return undefined;
  const { default: fallback } = resolved;
  const isPlain = ["string", "number", "boolean"].includes(typeof fallback);
  return {
    name: key,
    shape: read.shape,
    isNullable: read.isNullable,
    isRequired,
    fallback: isPlain ? (fallback as Field["fallback"]) : undefined,
  };
}

function parse(text: string, path: string): JsonRecord {
  const refuse = (what: string): Fault =>
    new Fault("specification/invalid", `Cannot use ${path} as a JSON Schema: ${what}`, {
      help: 'Give a file as {"type": "object", "properties": {"name": {"type": "string"}}}',
    });
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch (error) {
    throw refuse(`it is no JSON: ${(error as Error).message}`);
  }
  if (!isRecord(value)) throw refuse("it is a list or a value, not an object");
  const isSchema = ["$schema", "type", "properties", "$ref", "$defs", "definitions", "items"].some(
    (key) => key in value,
  );
  if (!isSchema) throw refuse("it has none of a schema's keywords");
  return value;
}

const nameOf = (schema: JsonRecord, path: string): string => {
  const file = path.replace(/^.*\//u, "").replace(/(?:[.-]schema)?\.json$/iu, "");
  return typeof schema["title"] === "string" ? schema["title"] : toSingular(toWords(file));
};

/** Two records of one name would be one type. */
function withOwnNames(records: readonly RecordShape[]): readonly RecordShape[] {
  const seen = new Map<string, number>();
  return records.map((record) => {
    const count = (seen.get(record.name) ?? 0) + 1;
    seen.set(record.name, count);
    return count === 1 ? record : { ...record, name: `${record.name}${count}` };
  });
}

const entriesOf = (value: JsonValue | undefined): readonly [string, JsonValue][] =>
  isRecord(value) ? Object.entries(value) : [];
const listOf = (value: JsonValue | undefined): readonly JsonValue[] =>
  Array.isArray(value) ? value : [];
