/** Fixes for the parameters of SQL queries, and for what a query is said to cost. */

import type { TextEdit } from "../finding.ts";
import type { Program } from "../syntax/ast.ts";
import type { SqlQueryStep } from "../syntax/step-ast.ts";
import { fix, insertAfter, remove, replace } from "./edits.ts";
import { stepAt } from "./find-step.ts";
import type { Suggest } from "./finding-of.ts";
import { indentAt, neighbour, reads, tokenFrom } from "./text-places.ts";
import { isBound } from "./variables.ts";

/** A parameter for a placeholder that has a name. */
export const fixPlaceholder: Suggest<"unmatched_placeholder"> = ({ range, facts }, program) => {
  const step = stepAt(program, range.start);
  const name = facts.name.replace(/^[:@$]/, "");
  if (step?.kind !== "query" || step.form !== "sql" || !/^[A-Za-z_]\w*$/.test(name)) return [];
  const line = `param name="${name}" from="${name}"`;
  const confidence = isBound(program, tokenFrom(program, step.start), name) ? 0.8 : 0.5;
  return [fix(`Add ${line}`, confidence, [addParam(program, step, line)])];
};

function addParam(program: Program, step: SqlQueryStep, line: string): TextEdit {
  const { source } = program;
  const last = step.params.at(-1);
  if (last !== undefined) return insertAfter(source, last.end, [line]);
  const end = tokenFrom(program, step.sql.end);
  const indent = indentAt(source, end.start);
  const params = neighbour(program, end, 1);
  return reads(params, "params")
    ? insertAfter(source, params.end, [line], `${indent}  `)
    : insertAfter(source, end.end, ["params", `  ${line}`, "end"], indent);
}

/** A parameter that the SQL does not use. */
export const fixUnusedParam: Suggest<"unused_param"> = ({ range, facts }, program) => {
  const step = stepAt(program, range.start);
  if (step?.kind !== "query" || step.form !== "sql") return [];
  const param = step.params.find(({ start, end }) => start <= range.start && range.start < end);
  return param === undefined
    ? []
    : [fix(`Remove the parameter "${facts.name}"`, 0.9, [remove(program.source, param)])];
};

/** The cost that the query is estimated to have. */
export const fixCostHint: Suggest<"cost_hint_exceeded"> = ({ range, facts }) => [
  fix(`Say cost_hint="${facts.estimated}"`, 0.8, [replace(range, `"${facts.estimated}"`)]),
];
