import { databaseError } from "../raised.ts";
import { type Shapes, typeNameOf } from "../values/shapes.ts";
import { createList, createMap, createStruct, type Value } from "../values/value.ts";
import type { ValueType } from "../values/value-type.ts";
import { fromSql } from "./columns.ts";
import type { SqlResult } from "./sql-database.ts";

/** The value of a query step: rows as its `returns` declares them. */
export function readSqlResult(result: SqlResult, type: ValueType, shapes: Shapes): Value {
  if (result.columns.length === 0) return readChanges(result, type);
  if (type.kind === "list")
    return createList(result.rows.map((_, index) => readRow(result, index, type.inner, shapes)));
  if (type.kind === "any")
    return createList(result.rows.map((_, index) => readRow(result, index, type, shapes)));
  if (result.rows.length > 0) return readRow(result, 0, type, shapes);
  if (type.kind === "optional" || type.kind === "none") return null;
  throw databaseError("Cannot read the result: there is no row, and the type has no none");
}

/** A statement that gives no rows: how many it changed, where that is asked for. */
function readChanges({ changes }: SqlResult, type: ValueType): Value {
  if (type.kind === "int" || type.kind === "any") return changes;
  if (type.kind === "list") return createList([]);
  return type.kind === "bool" ? changes > 0n : null;
}

/** A row as a struct or a Map, or the only column of it. */
function readRow(result: SqlResult, index: number, declared: ValueType, shapes: Shapes): Value {
  const type = declared.kind === "optional" ? declared.inner : declared;
  const { columns, rows } = result;
  const row = rows[index] ?? [];
  if (type.kind === "map")
    return createMap(
      new Map(
        columns.map(({ name, type: sqlType }, at) => [
          name,
          fromSql(row[at] ?? null, type.inner, sqlType, shapes),
        ]),
      ),
    );
  if (type.kind === "named" && !shapes.enums.has(typeNameOf(type.name)))
    return readStruct(result, row, typeNameOf(type.name), shapes);
  if (type.kind === "any") return readStruct(result, row, undefined, shapes);
  if (type.kind === "none") return null;
  if (columns.length !== 1)
    throw databaseError(
      `Cannot read a row: it has ${columns.length} columns, and one value is declared`,
    );
  return fromSql(row[0] ?? null, declared, columns[0]?.type ?? null, shapes);
}

function readStruct(
  { columns }: SqlResult,
  row: SqlResult["rows"][number],
  name: string | undefined,
  shapes: Shapes,
): Value {
  const declared = name === undefined ? undefined : shapes.structs.get(name);
  const read = (at: number, type: ValueType): Value =>
    fromSql(row[at] ?? null, type, columns[at]?.type ?? null, shapes);
  if (declared === undefined)
    return createStruct(
      undefined,
      new Map(columns.map((column, at) => [column.name, read(at, { kind: "any" })])),
    );
  const places = new Map(columns.map((column, at) => [column.name.toLowerCase(), at]));
  const fields = new Map<string, Value>();
  for (const { name: field, type, isOptional } of declared) {
    const at = places.get(field.toLowerCase());
    if (at === undefined && !isOptional)
      throw databaseError(`Cannot read a row as ${name}: it has no column "${field}"`);
    fields.set(field, at === undefined ? null : read(at, type));
  }
  return createStruct(name, fields);
}
