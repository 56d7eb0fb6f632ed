import type { ConstraintRefusal } from "../../domain/constraint.ts";
import type { JsonRecord, JsonValue } from "../../domain/json.ts";
import { findTooDeepSchema } from "./find-too-deep.ts";

/** What is wrong with a JSON schema that the engines would take all the same: parts that never end. */
export function examineSchema(schema: JsonRecord): readonly ConstraintRefusal[] {
  const tooDeep = findTooDeepSchema(schema);
  if (tooDeep.length > 0) return tooDeep;
  const path = findEndless(schema, schema, "#", new Map());
  if (path === undefined) return [];
  return [
    {
      reason: "cannot-finish",
      message: `no value can end: ${path} must hold another one like itself`,
      line: undefined,
      column: undefined,
    },
  ];
}

/** Path of a schema whose values are endless; only what every value must hold is followed. */
function findEndless(
  schema: JsonValue | undefined,
  root: JsonRecord,
  path: string,
  open: ReadonlyMap<JsonValue, string>,
): string | undefined {
  if (!isRecord(schema) || "enum" in schema || "const" in schema) return undefined;
  const before = open.get(schema);
  if (before !== undefined) return before;
  const inside = new Map(open).set(schema, path);
  const look = (part: JsonValue | undefined, at: string): string | undefined =>
    findEndless(part, root, `${path}${at}`, inside);

  const reference = schema["$ref"];
  if (typeof reference === "string" && reference.startsWith("#")) {
    const endless = findEndless(follow(root, reference), root, reference, inside);
    if (endless !== undefined) return endless;
  }
  for (const [index, part] of listOf(schema["allOf"]).entries()) {
    const endless = look(part, `/allOf/${index}`);
    if (endless !== undefined) return endless;
  }
  for (const key of ["anyOf", "oneOf"] as const) {
    const paths = listOf(schema[key]).map((part, index) => look(part, `/${key}/${index}`));
    if (paths.length > 0 && paths.every((endless) => endless !== undefined)) return paths[0];
  }
  if (schema["type"] === "object") {
    const properties = isRecord(schema["properties"]) ? schema["properties"] : {};
    for (const name of listOf(schema["required"])) {
      const endless = look(properties[String(name)], `/properties/${String(name)}`);
      if (endless !== undefined) return endless;
    }
  }
  const least = schema["minItems"];
  return schema["type"] === "array" && typeof least === "number" && least > 0
    ? look(schema["items"], "/items")
    : undefined;
}

function follow(root: JsonRecord, reference: string): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const part of reference.split("/").slice(1)) {
    const key = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
    value = isRecord(value) ? value[key] : Array.isArray(value) ? value[Number(key)] : undefined;
  }
  return value;
}

const listOf = (value: JsonValue | undefined): readonly JsonValue[] =>
  Array.isArray(value) ? value : [];

const isRecord = (value: JsonValue | undefined): value is JsonRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);
