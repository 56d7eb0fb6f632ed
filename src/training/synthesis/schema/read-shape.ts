/** One property's schema → what values it allows. */

import type { JsonRecord, JsonValue } from "../../../domain/json.ts";
import { isRecord, resolve } from "./resolve-reference.ts";
import type { Bound, ChoiceShape, ListShape, NumberShape, Shape, TextShape } from "./shape.ts";

export interface ReadPlace {
  readonly root: JsonRecord;
  /** Texts that match a pattern; none where it cannot be used. */
  textsOf(pattern: string): readonly string[];
  /** Hears what is left out. */
  note(at: string, why: string): void;
}

/** Keywords that say what values are allowed, and are not understood. */
const UNSUPPORTED = [
  ...["allOf", "anyOf", "oneOf", "not", "if", "then", "else"],
  ...["patternProperties", "propertyNames", "minProperties", "maxProperties"],
  ...["dependencies", "dependentRequired", "dependentSchemas", "unevaluatedProperties"],
  ...["prefixItems", "contains", "additionalItems", "unevaluatedItems", "multipleOf"],
  ...["$dynamicRef", "$recursiveRef", "contentEncoding", "contentSchema"],
];

/** Whether a schema says something that is not understood; then it is said. */
export function refuseKeywords(schema: JsonRecord, at: string, note: ReadPlace["note"]): boolean {
  const found = UNSUPPORTED.filter((key) => key in schema);
  if (found.length > 0) note(at, `${found.join(", ")} is not supported`);
  return found.length > 0;
}

export function readShape(
  schema: JsonRecord,
  at: string,
  place: ReadPlace,
): { readonly shape: Shape; readonly isNullable: boolean } | undefined {
  if (refuseKeywords(schema, at, place.note)) return undefined;
  const types = [schema["type"] ?? []].flat().filter((type) => type !== "null");
  const isNullable = [schema["type"]].flat().includes("null");
  const leaveOut = (why: string): undefined => void place.note(at, why);
  if ("enum" in schema || "const" in schema) {
    const values = "const" in schema ? [schema["const"]] : [schema["enum"]].flat();
    const shape = toChoice(values);
    return shape === undefined
      ? leaveOut("only an enum of two or more different texts is supported")
      : { shape, isNullable: isNullable || values.includes(null) };
  }
  if (types.length !== 1)
    return leaveOut(
      types.length === 0 ? "it has no type" : `more types than one, ${types.join(" and ")}`,
    );
  switch (types[0]) {
    case "boolean":
      return { shape: { kind: "flag" }, isNullable };
    case "string": {
      const shape = readText(schema, place);
      return typeof shape === "string" ? leaveOut(shape) : { shape, isNullable };
    }
    case "integer":
    case "number": {
      const shape = readNumber(schema);
      return typeof shape === "string" ? leaveOut(shape) : { shape, isNullable };
    }
    case "array": {
      const shape = readList(schema, at, place);
      return shape === undefined ? undefined : { shape, isNullable };
    }
    default:
      return leaveOut(`the type ${JSON.stringify(types[0])} is not supported`);
  }
}

function toChoice(values: readonly (JsonValue | undefined)[]): ChoiceShape | undefined {
  const texts = [...new Set(values.filter((value) => value !== null))];
  const [first, second, ...rest] = texts.filter((value) => typeof value === "string");
  if (first === undefined || second === undefined || rest.length + 2 !== texts.length)
    return undefined;
  return { kind: "choice", values: [first, second, ...rest] };
}

function readText(schema: JsonRecord, { textsOf }: ReadPlace): TextShape | string {
  const minLength = wholeOf(schema["minLength"]) ?? 0;
  const maxLength = wholeOf(schema["maxLength"]);
  const { pattern } = schema;
  if (maxLength !== undefined && (maxLength < minLength || maxLength === 0))
    return "no text is as short and as long as it wants";
  if (pattern === undefined)
    return { kind: "text", minLength, maxLength, pattern: undefined, samples: [] };
  const samples = typeof pattern === "string" ? matching(pattern, textsOf) : [];
  const fitting = samples.filter(
    ({ length }) => length >= minLength && length <= (maxLength ?? length),
  );
  if (fitting.length < 2) return `no texts are found for the pattern ${JSON.stringify(pattern)}`;
  return { kind: "text", minLength, maxLength, pattern: String(pattern), samples: fitting };
}

/** Both kinds of expressions must agree on what matches: the one that makes texts, and JavaScript's. */
function matching(pattern: string, textsOf: ReadPlace["textsOf"]): readonly string[] {
  try {
    const expression = new RegExp(pattern, "u");
    return [...new Set(textsOf(pattern))].filter(
      (text) => expression.test(text) && /^[\x20-\x7e]*$/u.test(text),
    );
  } catch {
    return [];
  }
}

function readNumber(schema: JsonRecord): NumberShape | string {
  const isWhole = schema["type"] === "integer" || [schema["type"]].flat().includes("integer");
  const bound = (closed: JsonValue | undefined, open: JsonValue | undefined): Bound | undefined => {
    if (typeof open === "number") return { value: open, isOpen: true };
    if (typeof closed === "number") return { value: closed, isOpen: open === true };
    return undefined;
  };
  const least = bound(schema["minimum"], schema["exclusiveMinimum"]);
  const most = bound(schema["maximum"], schema["exclusiveMaximum"]);
  if (least !== undefined && most !== undefined && least.value + 2 > most.value)
    return "its bounds leave too few numbers";
  return { kind: "number", isWhole, least, most };
}

function readList(schema: JsonRecord, at: string, place: ReadPlace): ListShape | undefined {
  const { items } = schema;
  const resolved = isRecord(items) ? resolve(items, place.root) : "its items have no schema";
  if (typeof resolved === "string") {
    place.note(at, resolved);
    return undefined;
  }
  const read = readShape(resolved, `${at}/items`, place);
  if (read === undefined) return undefined;
  const { shape, isNullable } = read;
  if (isNullable || shape.kind === "list" || shape.kind === "flag") {
    place.note(at, "only lists of texts, numbers and choices are supported");
    return undefined;
  }
  return {
    kind: "list",
    items: shape,
    minItems: wholeOf(schema["minItems"]) ?? 0,
    maxItems: wholeOf(schema["maxItems"]),
    isUnique: schema["uniqueItems"] === true,
  };
}

const wholeOf = (value: JsonValue | undefined): number | undefined =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : undefined;
