import type { StructuredQueryStep } from "../../syntax/step-ast.ts";
import { databaseError } from "../raised.ts";
import { compareValues } from "../values/identity.ts";
import { createList, createStruct, type StructValue, type Value } from "../values/value.ts";
import { type ConditionScope, compileCondition } from "./conditions.ts";

/** What a structured query gives for the rows that it looks at: a list, or a row or none for `limit=1`. */
export function queryRows(
  { select, where, order, limit }: StructuredQueryStep,
  rows: readonly StructValue[],
  scope: ConditionScope,
): Value {
  scope.meter.spend(rows.length);
  if (order !== undefined) scope.checkColumn(order.by.text);
  if (select !== undefined) scope.checkColumn(select.text);
  const found = where === undefined ? rows : rows.filter(compileCondition(where, scope));
  const ordered =
    order === undefined ? found : sortRows(found, order.by.text, order.isDescending, scope);
  const limited = limit === undefined ? ordered : ordered.slice(0, limit.value);
  const selected =
    select === undefined ? limited : limited.map((row) => onlyField(row, select.text));
  return scope.meter.admit(limit?.value === 1 ? (selected[0] ?? null) : createList(selected));
}

function sortRows(
  rows: readonly StructValue[],
  column: string,
  isDescending: boolean,
  { meter }: ConditionScope,
): readonly StructValue[] {
  const valueOf = (row: StructValue): Value => row.fields.get(column) ?? null;
  return rows.toSorted((left, right) => {
    meter.spend(1);
    const order = compareColumns(valueOf(left), valueOf(right));
    return isDescending ? -order : order;
  });
}

/** None comes first, as in SQLite; then false before true. */
function compareColumns(left: Value, right: Value): number {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  if (typeof left === "boolean" && typeof right === "boolean") return Number(left) - Number(right);
  return compareValues(left, right);
}

function onlyField(row: StructValue, name: string): StructValue {
  const value = row.fields.get(name);
  if (value === undefined) throw databaseError(`Cannot select "${name}": a row has no such field`);
  return createStruct(undefined, new Map([[name, value]]));
}
