/** Queries that run once for every round of a loop. */

import { type Finding, finding } from "../finding.ts";
import type { Snippet } from "../syntax/ast.ts";
import type { ForStep } from "../syntax/step-ast.ts";
import type { CallSite, DataAccess, DataUse } from "./data-accesses.ts";

/** Findings about queries inside loops, written there or reached through calls. */
export function findLoopQueries({ accesses, calls }: DataUse): readonly Finding[] {
  const queries = accesses.filter(({ step }) => step.kind === "query");
  const bySource = new Map(
    queries.map((access) => [keyOf(access.snippet, access.step.as.text), access]),
  );
  const reached = findReachedQueries(queries, calls);
  return [
    ...queries.flatMap((access) => {
      const loop = access.loops.at(-1);
      if (loop === undefined) return [];
      const items = bySource.get(keyOf(access.snippet, loop.in.text));
      return reportQuery(access, loop, items);
    }),
    ...calls.flatMap((site) => {
      const loop = site.loops.at(-1);
      const query = site.callee && reached.get(site.callee);
      return loop === undefined || query === undefined ? [] : reportCall(site, loop, query);
    }),
  ];
}

const keyOf = (snippet: Snippet, variable: string): string => `${snippet.start}\n${variable}`;

function reportQuery(
  access: DataAccess,
  loop: ForStep,
  items: DataAccess | undefined,
): readonly Finding[] {
  const table = access.table ?? access.database;
  return [
    finding(
      "query_in_loop",
      access.place,
      { table, loop: loop.in.text },
      `This query of "${table}" runs once for every item of "${loop.in.text}"`,
      {
        severity: "warning",
        related: [{ message: "The loop", range: loop.in }],
        help: `Query once before the loop, and use the rows inside it: ${joinForm(access, loop, items)}`,
      },
    ),
  ];
}

/** One statement in place of many, as far as the names for it are known. */
function joinForm(access: DataAccess, loop: ForStep, items: DataAccess | undefined): string {
  const table = access.table ?? "the table";
  const source = items?.table;
  const link = findLink(access, loop);
  if (source !== undefined && link !== undefined)
    return `SELECT … FROM ${source} JOIN ${table} ON ${table}.${link.field} = ${source}.${link.itemField}`;
  if (link !== undefined)
    return `SELECT … FROM ${table} WHERE ${link.field} IN (…) with the values of all items`;
  return `one SELECT … FROM ${table} that covers all items, by a JOIN or WHERE … IN (…)`;
}

/** The condition that ties the query to the loop's item: `equals field="id" var="item.owner_id"`. */
function findLink(
  { step }: DataAccess,
  { variable }: ForStep,
): { readonly field: string; readonly itemField: string } | undefined {
  if (step.kind !== "query" || step.form !== "structured" || step.where === undefined)
    return undefined;
  const parts = step.where.kind === "and" ? step.where.conditions : [step.where];
  for (const part of parts) {
    if (part.kind !== "comparison" || part.comparison !== "equals") continue;
    const { field, operand } = part;
    if (operand.kind === "field" && operand.of.text === variable.text)
      return { field: field.text, itemField: operand.field.text };
  }
  return undefined;
}

function reportCall(
  { step }: CallSite,
  loop: ForStep,
  { table, path }: ReachedQuery,
): readonly Finding[] {
  const [callee = "", ...rest] = path;
  const way = rest.length === 0 ? "" : ` through ${rest.map((id) => `"${id}"`).join(" and ")}`;
  return [
    finding(
      "query_in_loop",
      { start: step.callee.start, end: step.callee.end },
      { table, loop: loop.in.text },
      `"${callee}" queries "${table}"${way}, and this calls it once for every item of "${loop.in.text}"`,
      {
        severity: "warning",
        related: [{ message: "The loop", range: loop.in }],
        help: `Call it once before the loop: give it all of "${loop.in.text}" and have it query with a JOIN or WHERE … IN (…)`,
      },
    ),
  ];
}

interface ReachedQuery {
  readonly table: string;
  /** Ids from the snippet to the one that queries. */
  readonly path: readonly string[];
}

const LONGEST_PATH = 8;

/** For each snippet the query that the fewest calls lead to; breadth first, from the queries back. */
function findReachedQueries(
  queries: readonly DataAccess[],
  calls: readonly CallSite[],
): ReadonlyMap<Snippet, ReachedQuery> {
  const callers = Map.groupBy(calls, ({ callee }) => callee);
  const reached = new Map<Snippet, ReachedQuery>();
  for (const { snippet, table, database } of queries)
    if (!reached.has(snippet))
      reached.set(snippet, { table: table ?? database, path: [snippet.id.text] });
  // Grows while it is gone through, nearest snippets first.
  for (const [callee, { table, path }] of reached)
    for (const { snippet } of callers.get(callee) ?? [])
      if (!reached.has(snippet))
        reached.set(snippet, { table, path: [snippet.id.text, ...path].slice(0, LONGEST_PATH) });
  return reached;
}
