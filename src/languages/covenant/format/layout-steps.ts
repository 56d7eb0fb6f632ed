import type {
  CallStep,
  Condition,
  IfStep,
  MatchStep,
  NamedOperand,
  ReturnStep,
  SqlQueryStep,
  Step,
  StructuredQueryStep,
} from "../syntax/step-ast.ts";
import type { Name } from "../syntax/terms.ts";
import { indentSql } from "./indent-sql.ts";
import { INDENT, type LayoutBuilder } from "./layout.ts";
import { layoutReturns } from "./layout-returns.ts";
import { type OperandPlace, writeOperand } from "./write-operand.ts";

/** Lays out steps that stand `depth` deep. */
export function layoutSteps(builder: LayoutBuilder, steps: readonly Step[], depth: number): void {
  for (const step of steps) layoutStep(builder, step, depth);
}

function layoutStep(builder: LayoutBuilder, step: Step, depth: number): void {
  builder.line(builder.firstOf(step), depth);
  layoutPayload(builder, step, depth + 1);
  const as = builder.attributeOf(step.as);
  if (step.isMutable) builder.line(as - 1, depth + 1);
  builder.line(as, depth + 1);
  if (step.kind === "call") layoutHandle(builder, step, depth + 1);
  builder.end(builder.lastOf(step), depth);
}

function layoutPayload(builder: LayoutBuilder, step: Step, depth: number): void {
  const first = builder.firstOf(step.kindName) + 1;
  switch (step.kind) {
    case "compute":
      builder.line(first, depth);
      for (const input of step.inputs) writeOperand(builder, input, "input");
      return;
    case "call":
      builder.line(first, depth);
      return layoutNamed(builder, step.args, depth, "argument");
    case "bind":
      builder.line(first, depth);
      return writeOperand(builder, step.operand, "bind");
    case "return":
      return layoutReturn(builder, step, depth);
    case "construct":
      builder.line(first, depth);
      return layoutNamed(builder, step.fields, depth, "field");
    case "if":
      return layoutIf(builder, step, depth);
    case "match":
      return layoutMatch(builder, step, depth);
    case "for":
      builder.line(first, depth);
      return layoutSteps(builder, step.steps, depth);
    case "query":
      return step.form === "sql"
        ? layoutSqlQuery(builder, step, depth)
        : layoutQuery(builder, step, depth);
    case "insert":
      builder.line(first, depth);
      return layoutNamed(builder, step.sets, depth, "set");
    case "update":
    case "delete":
      builder.line(first, depth);
      if (step.kind === "update") layoutNamed(builder, step.sets, depth, "set");
      if (step.where !== undefined) layoutWhere(builder, step.where, depth);
      return;
    case "transaction":
      if (step.isolation !== undefined) builder.line(first, depth);
      return layoutSteps(builder, step.steps, depth);
    case "traverse":
      builder.line(first, depth);
      builder.line(builder.attributeOf(step.from), depth);
      builder.line(builder.attributeOf(step.relation) - (step.via === "follow" ? 1 : 0), depth);
      return layoutAttributes(builder, builder.firstOf(step.relation) + 1, depth);
    case "parallel":
    case "race":
      layoutAttributes(builder, first, depth);
      for (const branch of step.branches) {
        builder.line(builder.firstOf(branch), depth);
        layoutSteps(builder, branch.steps, depth + 1);
        builder.end(builder.lastOf(branch), depth);
      }
  }
}

/** One line for every `key=value` from `first` on, up to the binding or a block. */
function layoutAttributes(builder: LayoutBuilder, first: number, depth: number): void {
  for (let at = first; builder.token(at + 1)?.text === "="; at += 3) {
    if (builder.token(at)?.text === "as") return;
    builder.line(at, depth);
  }
}

function layoutNamed(
  builder: LayoutBuilder,
  named: readonly NamedOperand[],
  depth: number,
  place: OperandPlace,
): void {
  for (const item of named) {
    builder.line(builder.firstOf(item), depth);
    writeOperand(builder, item.operand, place);
  }
}

function layoutHandle(
  builder: LayoutBuilder,
  { as, handle, ...step }: CallStep,
  depth: number,
): void {
  if (handle === undefined) return;
  builder.line(builder.firstOf(as) + 1, depth);
  for (const handled of handle) {
    builder.line(builder.firstOf(handled), depth + 1);
    layoutSteps(builder, handled.steps, depth + 2);
    builder.end(builder.lastOf(handled), depth + 1);
  }
  builder.end(builder.lastOf(step) - 1, depth);
}

function layoutReturn(
  builder: LayoutBuilder,
  { value, kindName }: ReturnStep,
  depth: number,
): void {
  builder.line(builder.firstOf(kindName) + 1, depth);
  if (value.kind === "operand") return writeOperand(builder, value.operand, "return");
  layoutNamed(builder, value.fields, depth + 1, "field");
  builder.end(builder.lastOf(value), depth);
}

function layoutIf(builder: LayoutBuilder, step: IfStep, depth: number): void {
  const { condition, thenSteps, elseSteps } = step;
  builder.line(builder.attributeOf(condition), depth);
  const thenEnd = layoutArm(builder, builder.firstOf(condition) + 1, thenSteps, depth);
  if (elseSteps !== undefined) layoutArm(builder, thenEnd + 1, elseSteps, depth);
}

/** Gives back the index of the arm's `end`. */
function layoutArm(
  builder: LayoutBuilder,
  first: number,
  steps: readonly Step[],
  depth: number,
): number {
  builder.line(first, depth);
  layoutSteps(builder, steps, depth + 1);
  const last = steps.at(-1);
  const end = 1 + (last === undefined ? first : builder.lastOf(last));
  builder.end(end, depth);
  return end;
}

function layoutMatch(builder: LayoutBuilder, { on, cases }: MatchStep, depth: number): void {
  builder.line(builder.attributeOf(on), depth);
  for (const matchCase of cases) {
    builder.line(builder.firstOf(matchCase), depth);
    layoutSteps(builder, matchCase.steps, depth + 1);
    builder.end(builder.lastOf(matchCase), depth);
  }
}

function layoutQuery(builder: LayoutBuilder, step: StructuredQueryStep, depth: number): void {
  builder.line(builder.attributeOf(step.target), depth);
  builder.line(builder.firstOf(step.target) + 1, depth);
  builder.line(builder.attributeOf(step.from), depth);
  if (step.where !== undefined) layoutWhere(builder, step.where, depth);
  if (step.order !== undefined) {
    const by = builder.firstOf(step.order.by);
    builder.line(by - 3, depth);
    const direction = `dir="${step.order.isDescending ? "desc" : "asc"}"`;
    const last = by + lengthOfDirection(builder, by + 1);
    builder.rewrite(by, last, `${builder.token(by)?.text ?? ""} ${direction}`);
  }
  if (step.limit !== undefined) {
    const as = builder.attributeOf(step.as) - (step.isMutable ? 1 : 0);
    // `limit = 10`
    builder.line(as - 3, depth);
  }
}

/** `dir=desc`, a bare `desc`, or nothing. */
function lengthOfDirection(builder: LayoutBuilder, at: number): number {
  const word = builder.token(at)?.text;
  if (word === "dir") return 3;
  return word === "asc" || word === "desc" ? 1 : 0;
}

function layoutWhere(builder: LayoutBuilder, condition: Condition, depth: number): void {
  builder.line(builder.firstOf(condition) - 1, depth);
  layoutCondition(builder, condition, depth + 1);
  builder.end(builder.lastOf(condition) + 1, depth);
}

function layoutCondition(builder: LayoutBuilder, condition: Condition, depth: number): void {
  builder.line(builder.firstOf(condition), depth);
  if (condition.kind === "comparison") writeOperand(builder, condition.operand, "where");
  if (condition.kind === "and" || condition.kind === "or") {
    for (const inner of condition.conditions) layoutCondition(builder, inner, depth + 1);
    builder.end(builder.lastOf(condition), depth);
  }
}

function layoutSqlQuery(builder: LayoutBuilder, step: SqlQueryStep, depth: number): void {
  builder.line(builder.attributeOf(step.dialect), depth);
  builder.line(builder.attributeOf(step.target), depth);
  const body = builder.firstOf(step.target) + 1;
  builder.line(body, depth);
  const end = layoutSql(builder, step.sql, { first: body + 1, depth: depth + 1 });
  builder.end(end, depth);
  if (step.hasParams) {
    builder.line(end + 1, depth);
    for (const param of step.params) builder.line(builder.firstOf(param), depth + 1);
    const last = step.params.at(-1);
    builder.end(1 + (last === undefined ? end + 1 : builder.lastOf(last)), depth);
  }
  if (step.returns !== undefined) layoutReturns(builder, step.returns, depth);
}

/** Gives back the index of the token after the body. */
function layoutSql(
  builder: LayoutBuilder,
  sql: Name,
  { first, depth }: { readonly first: number; readonly depth: number },
): number {
  const { source, tokens } = builder.program;
  let end = first;
  while ((tokens[end]?.start ?? sql.end) < sql.end) end += 1;
  const last = tokens[end - 1];
  if (end === first || last === undefined) return end;
  const indent = INDENT.repeat(depth);
  const { text, wantsIndent } = indentSql(source, sql, {
    tokens: tokens.slice(first, end),
    indent,
  });
  builder.line(first, wantsIndent ? depth : 0, { commentDepth: depth });
  builder.rewrite(first, end - 1, text);
  builder.keepComments(sql);
  return end;
}
