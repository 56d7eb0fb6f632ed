/** Which sources of a value each place takes: the most frequent mistake in generated code. */

import type { OperandPlace } from "./parse-operand.ts";

export const INPUT: OperandPlace = {
  name: "an input of a compute step",
  sources: ["var", "lit", "field"],
  splitsDots: true,
};
export const ARG: OperandPlace = {
  name: "an argument",
  sources: ["from", "lit", "field", "fn"],
  splitsDots: true,
};
export const BIND: OperandPlace = {
  name: "a bind step",
  sources: ["from", "var", "lit", "field"],
  splitsDots: true,
};
export const RETURN: OperandPlace = {
  name: "a return step",
  sources: ["from", "lit"],
  splitsDots: false,
};
export const FIELD: OperandPlace = {
  name: "a field",
  sources: ["from", "var", "lit", "field", "struct"],
  splitsDots: true,
};
export const CONDITION: OperandPlace = { ...FIELD, name: "a condition" };
export const COLUMN: OperandPlace = { ...FIELD, name: "a column" };
export const QUERY_PARAMETER: OperandPlace = {
  name: "a query's parameter",
  sources: ["from"],
  splitsDots: false,
};
