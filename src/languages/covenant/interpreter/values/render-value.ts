import type { JsonValue } from "../../../../domain/json.ts";
import type { Shapes } from "./shapes.ts";
import type { Value } from "./value.ts";
import { ANY } from "./value-type.ts";
import { writeJson } from "./write-json.ts";

/** Longest rendering: it goes into messages. */
const MAX_LENGTH = 300;

const NO_SHAPES: Shapes = { structs: new Map(), enums: new Map() };

/** A value for a reader of messages: JSON, a Float with its point, cut where it is long. */
export function renderValue(value: Value): string {
  if (typeof value === "number") return renderFloat(value);
  return renderJson(writeJson(value, ANY, NO_SHAPES));
}

/** JSON for a reader of messages, cut where it is long. */
export function renderJson(json: JsonValue): string {
  const text = JSON.stringify(json);
  return text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH)}…`;
}

/** As `to_string` gives it: `.0` where there is no fraction. */
export function renderFloat(value: number): string {
  const text = String(value);
  return Number.isInteger(value) && !text.includes("e") ? `${text}.0` : text;
}
