import type { Constraint, ConstraintRefusal } from "../../domain/constraint.ts";
import type { JsonRecord, JsonValue } from "../../domain/json.ts";
import { createLineIndex } from "../../std/line-index.ts";

export interface ToConstraintOptions {
  /** Whether it is a JSON Schema whatever it is called; a file named `.json` is one. */
  readonly isSchema: boolean;
  readonly path: string;
}

/** A user's file → what it asks for; a refusal where it is neither a grammar nor a schema. */
export function toConstraint(
  text: string,
  { isSchema, path }: ToConstraintOptions,
): Constraint | ConstraintRefusal {
  if (text.trim() === "") return unreadable("it is empty");
  if (!isSchema && !/\.json$/i.test(path)) return { kind: "grammar", lark: text };
  try {
    const schema = JSON.parse(text) as JsonValue;
    return isRecord(schema)
      ? { kind: "schema", schema }
      : unreadable("it is no JSON Schema: an object, not a list or a value");
  } catch (error) {
    const { message } = error as Error;
    return unreadable(`it is no JSON: ${message}`, placeIn(text, message));
  }
}

const unreadable = (
  message: string,
  place: { readonly line: number; readonly column: number } | undefined = undefined,
): ConstraintRefusal => ({
  reason: "unreadable",
  message,
  line: place?.line,
  column: place?.column,
});

/** V8 says `at position 12` of most mistakes, and of none that lies at the end. */
function placeIn(text: string, message: string) {
  const at = /at position (\d+)/.exec(message)?.[1];
  if (at === undefined) return undefined;
  return createLineIndex(text).position(Number(at));
}

const isRecord = (value: JsonValue): value is JsonRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);
