import { typeOfReturns } from "../semantics/types.ts";
import type { DataAccess } from "./data-accesses.ts";
import { fixedFields, fixesKey } from "./filter.ts";

/** Whether the access is sure to meet at most one row. */
export function isSingleRow({ step, filter, schema, isAggregate }: DataAccess): boolean {
  if (step.kind === "insert" || isAggregate) return true;
  if (step.kind === "query" && step.form === "structured" && step.limit?.value === 1) return true;
  return filter !== undefined && schema !== undefined && fixesKey(filter, schema);
}

/** Whether its author means one row, where no schema tells: a field is fixed, and no list of rows is asked for. */
export function expectsOneRow({ step, filter, schema }: DataAccess): boolean {
  if (schema !== undefined || filter === undefined || fixedFields(filter).length === 0)
    return false;
  if (step.kind !== "query") return true;
  return step.form === "sql" && step.returns?.kind === "single";
}

/** Whether the query is sure to hand on as many rows as there are. */
export function givesManyRows(access: DataAccess): boolean {
  const { step, verb, hasLimit, isGrouped, isJoined, table } = access;
  if (step.kind !== "query" || verb !== "select" || hasLimit || isSingleRow(access)) return false;
  if (step.form === "structured") return true;
  // Of SQL that is not plain, and of one row that its own condition may fix, nothing is said.
  const isPlain = table !== undefined && !isGrouped && !isJoined;
  return isPlain && step.returns !== undefined && typeOfReturns(step.returns).kind === "list";
}
