/** How values are kept in a column of SQLite, and read from one. */

import type { SQLInputValue, SQLOutputValue } from "node:sqlite";
import type { JsonValue } from "../../../../domain/json.ts";
import { databaseError } from "../raised.ts";
import type { Table } from "../tables/table-store.ts";
import { formatMoment, parseMoment } from "../values/moments.ts";
import { readJson, UnfitJson } from "../values/read-json.ts";
import { renderValue } from "../values/render-value.ts";
import type { Shapes } from "../values/shapes.ts";
import { createBytes, isCompound, type Value } from "../values/value.ts";
import { ANY, type ValueType } from "../values/value-type.ts";
import { writeJson } from "../values/write-json.ts";
import type { MentionedNames } from "./mentioned-names.ts";

export interface SqlColumn {
  readonly name: string;
  /** What SQLite declares; `BOOLEAN`, `DATETIME` and `JSON` tell us how to read a value back. */
  readonly sqlType:
    | "INTEGER"
    | "INT"
    | "REAL"
    | "BOOLEAN"
    | "TEXT"
    | "DATETIME"
    | "BLOB"
    | "JSON"
    | "";
  readonly isPrimary: boolean;
  readonly isUnique: boolean;
}

const SQL_TYPES: Readonly<Record<ValueType["kind"], SqlColumn["sqlType"]>> = {
  int: "INT",
  float: "REAL",
  bool: "BOOLEAN",
  text: "TEXT",
  moment: "DATETIME",
  bytes: "BLOB",
  list: "JSON",
  set: "JSON",
  map: "JSON",
  named: "JSON",
  union: "",
  any: "",
  none: "",
  optional: "",
};

/** The declared columns, or those that the rows have and the statement adds; all that it names where there are none. */
export function columnsOf(table: Table, mentioned: MentionedNames): readonly SqlColumn[] {
  if (table.columns !== undefined) {
    const primaries = table.columns.filter(({ isPrimary }) => isPrimary);
    return table.columns.map(({ name, type, isPrimary, isAuto, isUnique }) => {
      const sqlType = SQL_TYPES[type.kind === "optional" ? type.inner.kind : type.kind];
      // SQLite fills in a whole-number key only under this very name.
      const isCounted = isAuto && isPrimary && primaries.length === 1 && sqlType === "INT";
      return { name, isPrimary, isUnique, sqlType: isCounted ? "INTEGER" : sqlType };
    });
  }
  const isInserted = mentioned.insertedInto?.toLowerCase() === table.name.toLowerCase();
  const samples = new Map<string, Value>(
    isInserted ? mentioned.insertedColumns.map((name) => [name, null]) : [],
  );
  for (const { fields } of table.rows)
    for (const [name, value] of fields)
      if ((samples.get(name) ?? null) === null) samples.set(name, value);
  const inferred = [...samples].map(([name, value]) => plainColumn(name, sqlTypeOf(value)));
  return inferred.length > 0 ? inferred : mentioned.all.map((name) => plainColumn(name, ""));
}

const plainColumn = (name: string, sqlType: SqlColumn["sqlType"]): SqlColumn => ({
  name,
  sqlType,
  isPrimary: false,
  isUnique: false,
});

function sqlTypeOf(value: Value): SqlColumn["sqlType"] {
  if (typeof value === "boolean") return "BOOLEAN";
  if (!isCompound(value)) return "";
  return value.kind === "moment" ? "DATETIME" : value.kind === "bytes" ? "BLOB" : "JSON";
}

/** A value as SQLite keeps it; what it has no type for is kept as JSON. */
export function toSql(value: Value): SQLInputValue {
  if (typeof value === "boolean") return value ? 1n : 0n;
  if (!isCompound(value)) return value;
  if (value.kind === "moment") return formatMoment(value);
  if (value.kind === "bytes") return value.bytes;
  const json = writeJson(value, ANY, { structs: new Map(), enums: new Map() });
  return typeof json === "string" ? json : JSON.stringify(json);
}

/** The value of a column as `type` has it; `sqlType` is what SQLite calls the column, where it is one. */
export function fromSql(
  stored: SQLOutputValue,
  type: ValueType,
  sqlType: string | null,
  shapes: Shapes,
): Value {
  if (stored === null) {
    if (["optional", "any", "none", "union"].includes(type.kind)) return null;
    throw databaseError("Cannot read a row: a column is NULL where the type has no none");
  }
  if (type.kind === "optional") return fromSql(stored, type.inner, sqlType, shapes);
  const value = plainFromSql(stored, type, sqlType, shapes);
  if (value !== undefined) return value;
  const found = stored instanceof Uint8Array ? createBytes(stored) : stored;
  throw databaseError(
    `Cannot read a row: a column holds ${renderValue(found)}, which is not of the type that is declared`,
  );
}

/** `undefined` where the stored value does not fit the type. */
function plainFromSql(
  stored: Exclude<SQLOutputValue, null>,
  type: ValueType,
  sqlType: string | null,
  shapes: Shapes,
): Value | undefined {
  const isWhole = typeof stored === "bigint" || Number.isInteger(stored);
  switch (type.kind) {
    case "int":
      return isWhole ? BigInt(stored as bigint | number) : undefined;
    case "float":
      return typeof stored === "number" || typeof stored === "bigint" ? Number(stored) : undefined;
    case "bool":
      return stored === 0n || stored === 1n ? stored === 1n : undefined;
    case "text":
      return typeof stored === "string" ? stored : undefined;
    case "moment":
      return typeof stored === "string" ? parseMoment(stored) : undefined;
    case "bytes":
      return stored instanceof Uint8Array ? createBytes(stored) : undefined;
    case "list":
    case "set":
    case "map":
    case "named":
      return typeof stored === "string" ? parseStored(stored, type, shapes) : undefined;
    default:
      return readUntyped(stored, sqlType, shapes);
  }
}

function readUntyped(
  stored: Exclude<SQLOutputValue, null>,
  sqlType: string | null,
  shapes: Shapes,
): Value {
  if (stored instanceof Uint8Array) return createBytes(stored);
  if (sqlType === "BOOLEAN" && typeof stored === "bigint") return stored !== 0n;
  if (typeof stored !== "string") return stored;
  const read =
    sqlType === "DATETIME"
      ? parseMoment(stored)
      : sqlType === "JSON"
        ? parseStored(stored, ANY, shapes)
        : undefined;
  return read ?? stored;
}

function parseStored(stored: string, type: ValueType, shapes: Shapes): Value | undefined {
  try {
    return readJson(
      /^[[{]/.test(stored) ? (JSON.parse(stored) as JsonValue) : stored,
      type,
      shapes,
    );
  } catch (error) {
    if (error instanceof UnfitJson || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
