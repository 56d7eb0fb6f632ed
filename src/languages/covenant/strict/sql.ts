/** Queries in SQL: their placeholders, their parameters, and what they say they return. */

import { type Finding, finding } from "../finding.ts";
import type { Program } from "../syntax/ast.ts";
import type { NamedOperand, SqlQueryStep } from "../syntax/step-ast.ts";
import { findPlaceholders } from "./sql-placeholders.ts";
import { stepsOf } from "./steps-of.ts";

/** Reports placeholders without a parameter, parameters without a placeholder, and queries that return who knows what. */
export const checkSqlQueries = ({ snippets }: Program): readonly Finding[] =>
  snippets
    .flatMap(stepsOf)
    .flatMap((step) => (step.kind === "query" && step.form === "sql" ? checkQuery(step) : []));

const checkQuery = (query: SqlQueryStep): readonly Finding[] => [
  ...checkPlaceholders(query),
  ...(query.returns === undefined ? [missingReturns(query)] : []),
];

const DIALECTS: ReadonlyMap<string, string> = new Map([
  ["mssql", "sqlserver"],
  ["tsql", "sqlserver"],
  ["mariadb", "mysql"],
]);

function dialectOf({ dialect }: SqlQueryStep): string {
  const name = dialect.text.toLowerCase();
  return DIALECTS.get(name) ?? name;
}

/** The name as the dialect compares it. */
const keyOf = (name: string, step: SqlQueryStep): string =>
  dialectOf(step) === "sqlserver" ? name.toLowerCase() : name;

function checkPlaceholders(step: SqlQueryStep): readonly Finding[] {
  const { sql, params } = step;
  const placeholders = findPlaceholders(sql.text, dialectOf(step));
  if (placeholders === undefined) return [];
  const given = new Set(params.map(({ name }) => keyOf(name.text, step)));
  // What SQL declares itself needs no parameter.
  const mayBeOwn = /\bdeclare\s+@/i.test(sql.text);
  const used = new Set<string>();
  const unmatched: Finding[] = [];
  const report = (name: string, start: number, end: number): void => {
    unmatched.push(unmatchedPlaceholder(name, sql.start + start, sql.start + end));
  };
  const positional = placeholders.filter(({ name }) => name === "");
  for (const { name, start, end } of placeholders) {
    const key = keyOf(name, step);
    if (name === "" || used.has(key)) continue;
    used.add(key);
    if (!given.has(key) && !mayBeOwn) report(name, start, end);
  }
  const unused = params.filter(({ name }) => !used.has(keyOf(name.text, step)));
  for (const { start, end } of positional.slice(unused.length)) report("?", start, end);
  const mark =
    placeholders.length > 0 && positional.length === placeholders.length ? "?" : undefined;
  return [
    ...unmatched,
    ...unused.slice(positional.length).map((param) => unusedParam(param, step, mark)),
  ];
}

const unmatchedPlaceholder = (name: string, start: number, end: number): Finding =>
  finding(
    "unmatched_placeholder",
    { start, end },
    { name },
    name === "?"
      ? 'There are more "?" in the SQL than parameters'
      : `The placeholder "${name}" has no parameter`,
    {
      help:
        name === "?"
          ? 'Add a line for it to params: param name="..." from="..."; values go to "?" in order'
          : `Add a line to params: param name="${name}" from="..."`,
    },
  );

function unusedParam(
  { name }: NamedOperand,
  step: SqlQueryStep,
  mark: string | undefined,
): Finding {
  const dialect = dialectOf(step);
  const placeholder =
    mark ??
    (dialect === "sqlserver" ? `@${name.text}` : dialect === "mysql" ? "?" : `:${name.text}`);
  return finding(
    "unused_param",
    name,
    { name: name.text },
    `The SQL has no placeholder for the parameter "${name.text}"`,
    { help: `Put ${placeholder} into the SQL where the value belongs, or remove the parameter` },
  );
}

const missingReturns = ({ start, kindName }: SqlQueryStep): Finding =>
  finding(
    "missing_returns",
    { start, end: kindName.end },
    {},
    "The query does not say what it returns",
    {
      help: 'Add before as=: returns collection of="Row", returns type="Row" optional, returns type="Int", or returns type="Unit" for a statement without rows',
    },
  );
