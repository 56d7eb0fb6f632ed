/** Insert, update and delete on the tables of a run. */

import type { Meter } from "../meter.ts";
import { databaseError } from "../raised.ts";
import type { AdoptType } from "../values/adopt-type.ts";
import { identityOf } from "../values/identity.ts";
import { createStruct, type StructValue, type Value } from "../values/value.ts";
import type { RowTest } from "./conditions.ts";
import type { ColumnShape } from "./database-shapes.ts";
import type { Table } from "./table-store.ts";

/** @throws {Raised} when the file declares the table's columns and this is none of them. */
export function checkColumn({ name, columns }: Table, column: string): void {
  if (columns !== undefined && !columns.some((shape) => shape.name === column))
    throw databaseError(`Cannot use column "${column}": table "${name}" has no such column`);
}

export interface ChangeOptions {
  readonly meter: Meter;
  readonly adopt: AdoptType;
}

/** Adds a row and gives it as it is stored: auto-increment columns filled in. */
export function insertRow(
  table: Table,
  values: ReadonlyMap<string, Value>,
  { meter, adopt }: ChangeOptions,
): StructValue {
  meter.spend(table.rows.length);
  const fields = new Map<string, Value>(table.columns?.map(({ name }) => [name, null]));
  for (const [column, value] of values) {
    checkColumn(table, column);
    const shape = table.columns?.find(({ name }) => name === column);
    fields.set(column, shape === undefined ? value : adopt(value, shape.type));
  }
  for (const column of table.columns ?? [])
    if (column.isAuto && fields.get(column.name) === null)
      fields.set(column.name, nextNumber(table, column));
  const row = createStruct(undefined, fields);
  checkDistinct(table, [...table.rows, row]);
  meter.admit(row);
  table.rows.push(row);
  return row;
}

/** One more than the largest that the table holds. */
function nextNumber({ rows }: Table, { name }: ColumnShape): bigint {
  let largest = 0n;
  for (const { fields } of rows) {
    const value = fields.get(name);
    if (typeof value === "bigint" && value > largest) largest = value;
  }
  return largest + 1n;
}

/** Changes every row that passes; the number of them. */
export function updateRows(
  table: Table,
  isMeant: RowTest,
  change: (row: StructValue) => ReadonlyMap<string, Value>,
  { meter, adopt }: ChangeOptions,
): bigint {
  let changed = 0n;
  const rows = table.rows.map((row) => {
    if (!isMeant(row)) return row;
    changed += 1n;
    const fields = new Map(row.fields);
    for (const [column, value] of change(row)) {
      const shape = table.columns?.find(({ name }) => name === column);
      fields.set(column, shape === undefined ? value : adopt(value, shape.type));
    }
    const changedRow = createStruct(undefined, fields);
    meter.admit(changedRow);
    return changedRow;
  });
  meter.spend(rows.length);
  checkDistinct(table, rows);
  table.rows = rows;
  return changed;
}

export function deleteRows(table: Table, isMeant: RowTest): void {
  table.rows = table.rows.filter((row) => !isMeant(row));
}

/** Primary columns together, and each unique column, hold no value twice. */
function checkDistinct({ name, columns = [] }: Table, rows: readonly StructValue[]): void {
  const primary = columns.filter(({ isPrimary }) => isPrimary);
  const keys = [
    ...(primary.length === 0 ? [] : [primary]),
    ...columns.filter(({ isUnique }) => isUnique).map((column) => [column]),
  ];
  for (const key of keys) {
    const names = key.map((column) => column.name);
    const repeated = findRepeated(rows, names);
    if (repeated !== undefined)
      throw databaseError(
        `Cannot store ${names.join(", ")} = ${repeated} in table "${name}": there is such a row already`,
      );
  }
}

function findRepeated(
  rows: readonly StructValue[],
  columns: readonly string[],
): string | undefined {
  const seen = new Set<string>();
  for (const { fields } of rows) {
    const values = columns.map((column) => fields.get(column) ?? null);
    if (values.includes(null)) continue;
    const identity = values.map(identityOf).join();
    if (seen.has(identity)) return identity;
    seen.add(identity);
  }
  return undefined;
}
