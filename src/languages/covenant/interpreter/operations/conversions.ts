import { createError, runtimeError } from "../raised.ts";
import { formatMoment } from "../values/moments.ts";
import { renderFloat, renderValue } from "../values/render-value.ts";
import { isCompound, type Value } from "../values/value.ts";
import { ANY } from "../values/value-type.ts";
import { writeJson } from "../values/write-json.ts";
import { intOfFloat, numberOf, textOf } from "./operands.ts";
import { type Operations, takes } from "./operation.ts";

function toInt(value: Value): bigint {
  if (typeof value === "bigint") return value;
  if (typeof value === "number") return intOfFloat(Math.trunc(value));
  if (typeof value === "boolean") return value ? 1n : 0n;
  throw runtimeError(
    `Cannot make an Int of ${renderValue(value)}: a Float or a Bool is needed; "parse_int" reads a String`,
  );
}

function toText(value: Value): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return renderFloat(value);
  if (value === null) return "none";
  if (!isCompound(value)) return String(value);
  if (value.kind === "moment") return formatMoment(value);
  return JSON.stringify(writeJson(value, ANY, { structs: new Map(), enums: new Map() }));
}

const unreadable = (text: string, expected: string): Value =>
  createError("ParseError", `Cannot read ${renderValue(text)} as ${expected}`);

function parseInt(text: string): Value {
  // More digits than 64 bits have need not be read at all.
  const digits = /^([+-]?)0*(\d{1,19})$/.exec(text);
  const int = digits === null ? undefined : BigInt(`${digits[2]}`) * (digits[1] === "-" ? -1n : 1n);
  return int === undefined || BigInt.asIntN(64, int) !== int ? unreadable(text, "an Int") : int;
}

function parseFloat(text: string): Value {
  const float = /^[+-]?(\d+([.]\d*)?|[.]\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(float) ? float : unreadable(text, "a Float");
}

export const CONVERSION_OPERATIONS: Operations = {
  to_int: takes(toInt),
  to_float: takes((one) => Number(numberOf(one))),
  to_string: takes(toText),
  parse_int: takes((one) => parseInt(textOf(one))),
  parse_float: takes((one) => parseFloat(textOf(one))),
};
