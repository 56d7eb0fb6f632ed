/** What a query step gives. */

import type { QueryStep, StructuredQueryStep } from "../syntax/step-ast.ts";
import type { Declarations } from "./declarations.ts";
import {
  ANY,
  listOf,
  named,
  optionalOf,
  primitive,
  type StructField,
  type Type,
  typeOfReturns,
  UNKNOWN,
} from "./types.ts";

const STRING = primitive("String");
const row = (...fields: readonly StructField[]): Type => ({ kind: "struct", fields });
const field = (name: string, type: Type = STRING): StructField => ({ name, type });

const NAMED_ROW = row(field("id"), field("name"));

/** What `target="project"` knows about the program itself. */
const PROJECT_ROWS: ReadonlyMap<string, Type> = new Map([
  ["functions", row(field("id"), field("name"), field("effects", listOf(STRING)))],
  ["structs", NAMED_ROW],
  ["types", NAMED_ROW],
  ["requirements", row(field("id"), field("text", optionalOf(STRING)), field("priority"))],
  ["tests", row(field("id"), field("kind"), field("covers"))],
]);

/** The type of the rows, or of the one row, that `step` finds. */
export function typeOfQuery(step: QueryStep, declarations: Declarations): Type {
  if (step.form === "sql") return step.returns === undefined ? ANY : typeOfReturns(step.returns);
  if (step.target.text === "project") return listOf(PROJECT_ROWS.get(step.from.text) ?? UNKNOWN);
  const found = typeOfRow(step, declarations);
  return step.limit?.value === 1 ? optionalOf(found) : listOf(found);
}

function typeOfRow({ from }: StructuredQueryStep, { globals }: Declarations): Type {
  const declaration = globals.get(from.text);
  return declaration?.kind === "struct" ? declaration.row : named(from.text);
}
