/** Findings about one query: how many rows and fields it reads, and how it finds them. */

import { type Finding, finding } from "../finding.ts";
import type { Declarations } from "../semantics/declarations.ts";
import type { SqlQueryStep } from "../syntax/step-ast.ts";
import type { Returns } from "../syntax/terms.ts";
import type { DataAccess } from "./data-accesses.ts";
import { findUnindexed } from "./filter.ts";
import { givesManyRows } from "./row-count.ts";
import { fieldNamed } from "./table-schemas.ts";
import type { FindUsedFields } from "./used-fields.ts";

/** A query without a limit whose rows nothing bounds. */
export function checkLimit(access: DataAccess): readonly Finding[] {
  const { table, place, filter } = access;
  if (table === undefined || !givesManyRows(access)) return [];
  const message =
    filter === undefined
      ? `This query reads every row of "${table}"`
      : `This query may give any number of rows of "${table}"`;
  return [
    finding("missing_limit", place, { table }, message, {
      severity: filter === undefined ? "warning" : "hint",
      help: `If not all of them are needed, add a limit: ${limitForm(access)}`,
    }),
  ];
}

function limitForm({ step, table }: DataAccess): string {
  if (step.kind === "query" && step.form === "sql") {
    const dialect = step.dialect.text.toLowerCase();
    if (dialect === "sqlserver" || dialect === "mssql") return `SELECT TOP (100) … FROM ${table}`;
    if (dialect === "oracle" || dialect === "db2")
      return `… FROM ${table} … FETCH FIRST 100 ROWS ONLY`;
    return `… FROM ${table} … LIMIT 100`;
  }
  return 'limit=100, behind where and order, before as="…"';
}

/** A filter that makes the database read the whole table, where the table's schema is known. */
export function checkIndex({
  table,
  schema,
  filter,
  isJoined,
  step,
}: DataAccess): readonly Finding[] {
  if (table === undefined || schema === undefined || filter === undefined || isJoined) return [];
  const unindexed = findUnindexed(filter, schema);
  const field = unindexed && fieldNamed(schema, unindexed.field);
  if (unindexed === undefined || field === undefined) return [];
  const name = field.name.text;
  const does = step.kind === "query" ? "query" : step.kind;
  const keys = [...schema.fields.values()].filter(
    ({ isPrimary, isUnique }) => isPrimary || isUnique,
  );
  const known =
    keys.length === 0
      ? ""
      : `Filter by ${keys
          .slice(0, 3)
          .map((key) => `"${key.name.text}"`)
          .join(" or ")} where it is known; otherwise `;
  const advice = `${known}if no two rows share a value, declare it: field name="${name}" type="${field.type.text}" unique; else have the database index it: CREATE INDEX ON ${table} (${name})`;
  return [
    finding(
      "unindexed_filter",
      { start: unindexed.start, end: unindexed.end },
      { table, field: name },
      `This ${does} looks at every row of "${table}": "${name}" is neither primary nor unique`,
      { severity: "hint", help: advice.charAt(0).toUpperCase() + advice.slice(1) },
    ),
  ];
}

/** All columns, where few are known to be wanted. */
export function checkSelection(
  access: DataAccess,
  findUsedFields: FindUsedFields,
  declarations: Declarations,
): readonly Finding[] {
  const { step, table, star, schema, isJoined } = access;
  if (step.kind !== "query" || star === undefined || table === undefined || isJoined) return [];
  const used = [...(findUsedFields(access.snippet, step.as.text) ?? [])];
  const wanted =
    step.form === "sql"
      ? (fieldsOfRows(step, declarations) ?? used)
      : used.length === 1
        ? used
        : [];
  const total = schema?.fields.size;
  if (wanted.length === 0 || (total !== undefined && wanted.length >= total)) return [];
  const names = wanted.map((name) => `"${name}"`).join(", ");
  const form =
    step.form === "sql"
      ? `SELECT ${wanted.join(", ")} FROM ${table}`
      : `select field="${wanted[0]}" in place of select all`;
  return [
    finding(
      "select_all",
      star,
      { table },
      `This query reads all fields of "${table}", and only ${names} ${wanted.length === 1 ? "is" : "are"} used`,
      { severity: "hint", help: `Name what is used: ${form}` },
    ),
  ];
}

/** The fields of the struct that the rows are read into, where the file declares it. */
function fieldsOfRows(
  { returns }: SqlQueryStep,
  { globals }: Declarations,
): readonly string[] | undefined {
  const name = returns && rowTypeOf(returns);
  const declaration = name === undefined ? undefined : globals.get(name);
  if (declaration?.kind !== "struct") return undefined;
  return declaration.signature.fields.map((field) => field.name.text);
}

function rowTypeOf(returns: Returns): string | undefined {
  if (returns.kind === "collection") return returns.of.text;
  return returns.kind === "single" ? returns.type.text : undefined;
}
