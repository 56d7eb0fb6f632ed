/** A program's queries in a few lines of text, for a model that is asked to make them better. */

import { createLineIndex } from "../../../std/line-index.ts";
import { collectDeclarations } from "../semantics/declarations.ts";
import type { Program } from "../syntax/ast.ts";
import { analyzeQueries } from "./analyze-queries.ts";
import { findCostHint } from "./cost-hints.ts";
import { collectDataUse, type DataAccess } from "./data-accesses.ts";
import { estimateAccess, estimateFunctions } from "./estimate-costs.ts";
import { isSingleRow } from "./row-count.ts";

/** Each function that uses data, with its cost, its accesses and what was found; empty where none does. */
export function describeQueries(program: Program): string {
  const use = collectDataUse(program, collectDeclarations(program));
  const costs = estimateFunctions(use);
  const { position } = createLineIndex(program.source);
  const accesses = Map.groupBy(use.accesses, ({ snippet }) => snippet);
  const findings = analyzeQueries(program);
  let next = 0;

  const blocks = program.snippets.flatMap((snippet) => {
    const cost = costs.get(snippet);
    if (cost === undefined) return [];
    const hint = findCostHint(snippet);
    const lines = [
      `${snippet.id.text}: estimated ${cost.cost}${hint === undefined ? "" : `, cost_hint ${hint.cost}`}`,
      ...(accesses.get(snippet) ?? []).map((access) => `- ${describeAccess(access)}`),
    ];
    while ((findings[next]?.range.start ?? Infinity) < snippet.start) next += 1;
    for (; next < findings.length; next += 1) {
      const found = findings[next];
      if (found === undefined || found.range.start >= snippet.end) break;
      const { code, message, help, range } = found;
      lines.push(`  ! line ${position(range.start).line}, ${code}: ${message}. ${help ?? ""}`);
    }
    return lines.join("\n");
  });
  return blocks.join("\n\n");
}

function describeAccess(access: DataAccess): string {
  const { step, verb, database, table, schema, filter, hasLimit } = access;
  const estimate = estimateAccess(access);
  const what = table === undefined ? database : `${database}.${table}`;
  const keys = [...(schema?.fields.values() ?? [])]
    .filter(({ isPrimary, isUnique }) => isPrimary || isUnique)
    .map(({ name }) => name.text);
  const facts = [
    verb === "select" && access.star !== undefined ? "all fields" : undefined,
    verb !== "insert" && verb !== "unknown" && filter === undefined ? "no filter" : undefined,
    verb === "select" && !hasLimit && !isSingleRow(access) ? "no limit" : undefined,
    keys.length > 0 ? `keys: ${keys.join(", ")}` : undefined,
  ].filter((fact) => fact !== undefined);
  const how = verb === "unknown" ? "SQL" : verb;
  const details = facts.length === 0 ? "" : ` (${facts.join("; ")})`;
  const price = estimate === undefined ? "cost unknown" : `${estimate.cost}, ${estimate.reason}`;
  return `${step.id.text}: ${how} ${what}${details}: ${price}`;
}
