import { toJsonLine } from "../../std/json-line.ts";

/** The same data with `null` for `undefined` and for what is no finite number: JSON has neither. */
export const withNulls = (value: unknown): unknown => JSON.parse(toJsonLine(value)) as unknown;
