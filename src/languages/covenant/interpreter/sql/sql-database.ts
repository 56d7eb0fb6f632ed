import { DatabaseSync, type SQLOutputValue, type StatementSync } from "node:sqlite";
import { LimitReached } from "../limits.ts";
import type { Meter } from "../meter.ts";
import { databaseError } from "../raised.ts";
import type { Table } from "../tables/table-store.ts";
import type { Shapes } from "../values/shapes.ts";
import { createStruct, type StructValue, type Value } from "../values/value.ts";
import { ANY, type ValueType } from "../values/value-type.ts";
import { columnsOf, fromSql, type SqlColumn, toSql } from "./columns.ts";
import type { MentionedNames } from "./mentioned-names.ts";
import type { Dialect } from "./pieces.ts";
import { addFunctions } from "./sql-functions.ts";

/** What a statement gave. */
export interface SqlResult {
  readonly columns: readonly { readonly name: string; readonly type: string | null }[];
  readonly rows: readonly (readonly SQLOutputValue[])[];
  /** Rows that it changed. */
  readonly changes: bigint;
}

/** A database in memory with the rows of some tables; SQLite's errors come out as run-time errors. */
export interface SqlDatabase extends Disposable {
  run(sql: string, values: readonly Value[]): SqlResult;
  /** Gives each table the rows that the statement left there. */
  readBack(shapes: Shapes): void;
}

export interface SqlDatabaseOptions {
  readonly dialect: Dialect;
  readonly mentioned: MentionedNames;
  readonly meter: Meter;
}

/** Most memory that SQLite may take, in all databases together. */
const HEAP_BYTES = 128 * 1024 * 1024;
/** SQLite's codes for running out of memory, and for a value that is too large. */
const OUT_OF_MEMORY = 7;
const TOO_LARGE = 18;

export function openSqlDatabase(
  tables: readonly Table[],
  { dialect, mentioned, meter }: SqlDatabaseOptions,
): SqlDatabase {
  const database = new DatabaseSync(":memory:", {
    readBigInts: true,
    limits: { attach: 0, length: meter.limits.valueSize },
  });
  database.exec(`PRAGMA hard_heap_limit = ${HEAP_BYTES}`);
  addFunctions(database, meter, { isIlike: dialect === "postgres" });
  const stored = tables.map((table) => ({ table, columns: columnsOf(table, mentioned) }));
  guarded(() => {
    for (const { table, columns } of stored) store(database, table, columns, meter);
  });
  // Only now: the pragma changes how SQLite reads what comes after it.
  if (dialect === "postgres") database.exec("PRAGMA case_sensitive_like = ON");

  const unchanged = countChanges(database);
  return {
    run: (sql, values) => guarded(() => runStatement(database.prepare(sql), values, meter)),
    readBack(shapes) {
      if (countChanges(database) === unchanged) return;
      for (const { table, columns } of stored)
        table.rows = readRows(database, table, columns, shapes);
    },
    [Symbol.dispose]: () => database.close(),
  };
}

/** What SQLite says of a statement is the program's error; what it has no room for is a limit. */
function guarded<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error) || !("errcode" in error)) throw error;
    if (error.errcode === OUT_OF_MEMORY || error.errcode === TOO_LARGE)
      throw new LimitReached("valueSize");
    throw databaseError(`SQL failed: ${error.message}`);
  }
}

const countChanges = (database: DatabaseSync): unknown =>
  database.prepare("SELECT total_changes() AS changes").get()?.["changes"];

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function store(
  database: DatabaseSync,
  { name, rows }: Table,
  columns: readonly SqlColumn[],
  meter: Meter,
): void {
  const primary = columns.filter(({ isPrimary }) => isPrimary);
  const counted = primary.find(({ sqlType }) => sqlType === "INTEGER");
  const definitions = [
    ...columns.map((column) => {
      const key = column === counted ? " PRIMARY KEY" : column.isUnique ? " UNIQUE" : "";
      return `${quote(column.name)} ${column.sqlType}${key}`;
    }),
    ...(primary.length > 0 && counted === undefined
      ? [`PRIMARY KEY (${primary.map((column) => quote(column.name)).join(", ")})`]
      : []),
  ];
  database.exec(`CREATE TABLE ${quote(name)} (${definitions.join(", ")})`);
  if (rows.length === 0) return;
  const marks = columns.map(() => "?").join(", ");
  const insert = database.prepare(`INSERT INTO ${quote(name)} VALUES (${marks})`);
  for (const row of rows) {
    meter.spendUnits(row.size);
    insert.run(...columns.map((column) => toSql(row.fields.get(column.name) ?? null)));
  }
}

function runStatement(statement: StatementSync, values: readonly Value[], meter: Meter): SqlResult {
  const columns = statement.columns().map(({ name, type }) => ({ name, type }));
  const inputs = values.map(toSql);
  if (columns.length === 0) {
    const { changes } = statement.run(...inputs);
    return { columns, rows: [], changes: BigInt(changes) };
  }
  statement.setReturnArrays(true);
  const rows: SQLOutputValue[][] = [];
  for (const row of statement.iterate(...inputs)) {
    meter.spend(1);
    if (rows.length >= meter.limits.valueSize) throw new LimitReached("rows");
    rows.push(row as unknown as SQLOutputValue[]);
  }
  return { columns, rows, changes: BigInt(rows.length) };
}

/** Rows that were there keep their order; new ones come after them. */
function readRows(
  database: DatabaseSync,
  table: Table,
  columns: readonly SqlColumn[],
  shapes: Shapes,
): StructValue[] {
  const types = new Map(table.columns?.map(({ name, type }) => [name, type]));
  const select = database.prepare(`SELECT * FROM ${quote(table.name)} ORDER BY rowid`);
  const rows = select.all().map((row) => {
    const fields = columns.map(({ name, sqlType }): [string, Value] => {
      const type: ValueType = { kind: "optional", inner: types.get(name) ?? ANY };
      return [name, fromSql(row[name] ?? null, type, sqlType, shapes)];
    });
    // Columns that were only guessed from the statement hold nothing.
    const kept =
      table.columns === undefined ? fields.filter(([, value]) => value !== null) : fields;
    return createStruct(undefined, new Map(kept));
  });
  const counted = columns.find(({ sqlType }) => sqlType === "INTEGER")?.name;
  if (counted === undefined) return rows;
  const places = new Map(table.rows.map(({ fields }, index) => [fields.get(counted), index]));
  const placeOf = ({ fields }: StructValue): number =>
    places.get(fields.get(counted)) ?? table.rows.length;
  return rows.sort((left, right) => placeOf(left) - placeOf(right));
}
