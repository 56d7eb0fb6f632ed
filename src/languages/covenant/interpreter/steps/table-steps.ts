/** Steps on tables and on the project itself. */

import type {
  Condition,
  DeleteStep,
  InsertStep,
  SetColumn,
  StructuredQueryStep,
  TraverseStep,
  UpdateStep,
} from "../../syntax/step-ast.ts";
import { applyOperation } from "../operations/apply-operation.ts";
import { textOf } from "../operations/operands.ts";
import { projectRows } from "../project/project-rows.ts";
import { traverseRelations } from "../project/traverse.ts";
import { databaseError } from "../raised.ts";
import { checkColumn, deleteRows, insertRow, updateRows } from "../tables/change-rows.ts";
import { type ConditionScope, compileCondition, type RowTest } from "../tables/conditions.ts";
import { queryRows } from "../tables/query-rows.ts";
import type { Table } from "../tables/table-store.ts";
import type { StructValue, Value } from "../values/value.ts";
import { type Frame, readOperand, readPath } from "./frame.ts";

export function runQuery(step: StructuredQueryStep, frame: Frame): Value {
  const { loaded, world, adopt } = frame.run;
  const target = step.target.text;
  const from = step.from.text;
  if (target === "project" || target.startsWith("project."))
    return queryRows(step, projectRows(loaded.program, from), projectScope(frame));
  const table = world.tables.find(`${target}.${from}`);
  const rows = loaded.shapes.structs.has(from)
    ? table.rows.map((row) => adopt(row, { kind: "named", name: from }) as StructValue)
    : table.rows;
  return queryRows(step, rows, tableScope(table, frame));
}

export function runInsert({ into, sets }: InsertStep, frame: Frame): Value {
  const { world, meter, adopt } = frame.run;
  const values = new Map(sets.map(({ name, operand }) => [name.text, readOperand(operand, frame)]));
  return insertRow(world.tables.find(into.text), values, { meter, adopt });
}

export function runUpdate({ target, sets, where }: UpdateStep, frame: Frame): Value {
  const { world, meter, adopt } = frame.run;
  const table = world.tables.find(target.text);
  for (const { name } of sets) checkColumn(table, name.text);
  const changes = sets.map((set) => ({ set, value: readOperand(set.operand, frame) }));
  const change = (row: StructValue): ReadonlyMap<string, Value> =>
    new Map(changes.map(({ set, value }) => [set.name.text, changed(row, set, value, frame)]));
  return updateRows(table, testOf(where, table, frame), change, { meter, adopt });
}

/** The new value of a column; `op=add` and its like start from the old one. */
function changed({ fields }: StructValue, set: SetColumn, value: Value, { run }: Frame): Value {
  const { name, operation } = set;
  if (operation === undefined) return value;
  return applyOperation(operation.text, [fields.get(name.text) ?? null, value], run.meter);
}

export function runDelete({ from, where }: DeleteStep, frame: Frame): Value {
  const table = frame.run.world.tables.find(from.text);
  deleteRows(table, testOf(where, table, frame));
  return null;
}

const testOf = (where: Condition | undefined, table: Table, frame: Frame): RowTest =>
  where === undefined ? () => true : compileCondition(where, tableScope(table, frame));

const tableScope = (table: Table, frame: Frame): ConditionScope => ({
  ...commonScope(frame),
  checkColumn: (name) => checkColumn(table, name),
  hasRelation: undefined,
});

const projectScope = (frame: Frame): ConditionScope => ({
  ...commonScope(frame),
  checkColumn: () => undefined,
  hasRelation: ({ fields }, direction, other, type) =>
    frame.run.relations
      .neighbours(
        textOf(fields.get("id") ?? null),
        type,
        direction === "rel_to" ? "outgoing" : "incoming",
      )
      .includes(other),
});

const commonScope = (frame: Frame) => ({
  meter: frame.run.meter,
  readOperand: (operand: Parameters<typeof readOperand>[0]) => readOperand(operand, frame),
  readReference: (word: string) => idNamed(word, frame),
});

/** The id that a variable holds, or the word itself where there is no such variable. */
const idNamed = (word: string, frame: Frame): string =>
  frame.variables.has(word) ? textOf(readPath(word, frame)) : word;

const DIRECTIONS = ["outgoing", "incoming", "both"] as const;

export function runTraverse(step: TraverseStep, frame: Frame): Value {
  const { loaded, relations, meter } = frame.run;
  if (step.target.text !== "project")
    throw databaseError(`Cannot traverse "${step.target.text}": only "project" has relations`);
  const direction = DIRECTIONS.find((name) => name === step.direction?.text) ?? "outgoing";
  const depth = step.depth === "unbounded" ? Number.POSITIVE_INFINITY : (step.depth ?? 1);
  const from = idNamed(step.from.text, frame);
  const journey = { from, type: step.relation.text, depth, direction };
  return meter.admit(traverseRelations(loaded.program, relations, journey, meter));
}
