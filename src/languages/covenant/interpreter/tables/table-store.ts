import type { World } from "../../../../domain/behaviour.ts";
import type { JsonRecord } from "../../../../domain/json.ts";
import { databaseError } from "../raised.ts";
import { readJson } from "../values/read-json.ts";
import type { FieldShape, Shapes } from "../values/shapes.ts";
import { createStruct, type StructValue, type Value } from "../values/value.ts";
import { ANY } from "../values/value-type.ts";
import { type ColumnShape, type DatabaseShape, findDatabase } from "./database-shapes.ts";

export interface Table {
  /** Without its database. */
  readonly name: string;
  /** Full id of the database, or what the program calls one that the file does not declare. */
  readonly database: string;
  /** `undefined` where the file declares no schema. */
  readonly columns: readonly ColumnShape[] | undefined;
  /** In order of insertion. */
  rows: StructValue[];
}

/** The tables of one run. */
export interface TableStore {
  /** The table `database.name`, or the one `name` where that is written without its database. */
  find(written: string): Table;
  /** Every table of a database that has rows or a schema. */
  allOf(database: string): readonly Table[];
  /** Whether the file declares the database's tables. */
  hasSchema(database: string): boolean;
  /** Remembers all rows; what it gives puts them back. */
  remember(): () => void;
}

/** Splits at the last dot: ids of databases may have dots themselves. */
function splitName(written: string): readonly [database: string, table: string] {
  const dot = written.lastIndexOf(".");
  return dot < 0 ? ["", written] : [written.slice(0, dot), written.slice(dot + 1)];
}

/** @throws {UnfitJson} when rows do not fit the columns that the file declares. */
export function createTableStore(
  databases: readonly DatabaseShape[],
  given: World["tables"],
  shapes: Shapes,
): TableStore {
  const tables = new Map<string, Table>();

  const shapeOf = (database: string): DatabaseShape | undefined =>
    findDatabase(databases, database);

  /** Where a table without its database belongs: to the only one that has such a table. */
  function databaseOf(name: string): string {
    const declared = databases.filter((database) => database.tables?.has(name));
    if (declared.length === 1) return declared[0]?.id ?? "";
    const present = [...tables.values()].filter((table) => table.name === name);
    return present.length === 1 ? (present[0]?.database ?? "") : "";
  }

  function find(written: string): Table {
    const [writtenDatabase, name] = splitName(written);
    const shape = shapeOf(writtenDatabase === "" ? databaseOf(name) : writtenDatabase);
    const database = shape?.id ?? (writtenDatabase === "" ? databaseOf(name) : writtenDatabase);
    const columns = shape?.tables?.get(name);
    if (shape?.tables !== undefined && columns === undefined)
      throw databaseError(`Cannot use table "${name}": database "${shape.id}" has no such table`);
    const key = `${database}.${name}`;
    const table = tables.get(key) ?? { name, database, columns, rows: [] };
    tables.set(key, table);
    return table;
  }

  for (const [written, rows] of Object.entries(given)) {
    const table = find(written);
    const columns = table.columns ?? shapes.structs.get(table.name);
    table.rows = rows.map((row) => readRow(row, columns, shapes));
  }

  return {
    find,
    allOf(database) {
      const shape = shapeOf(database);
      for (const name of shape?.tables?.keys() ?? []) find(`${shape?.id}.${name}`);
      const id = shape?.id ?? database;
      return [...tables.values()].filter((table) => table.database === id);
    },
    hasSchema: (database) => shapeOf(database)?.tables !== undefined,
    remember() {
      const rows = new Map([...tables].map(([key, table]) => [key, [...table.rows]]));
      return () => {
        for (const [key, table] of tables) table.rows = rows.get(key) ?? [];
      };
    },
  };
}

/** A row as a struct: declared columns in their order, none where one is not given; then all others. */
export function readRow(
  row: JsonRecord,
  columns: readonly FieldShape[] | undefined,
  shapes: Shapes,
): StructValue {
  const types = new Map(columns?.map(({ name, type }) => [name, type]));
  const fields = new Map<string, Value>(columns?.map(({ name }) => [name, null]));
  for (const [name, json] of Object.entries(row))
    fields.set(name, json === null ? null : readJson(json, types.get(name) ?? ANY, shapes));
  return createStruct(undefined, fields);
}
