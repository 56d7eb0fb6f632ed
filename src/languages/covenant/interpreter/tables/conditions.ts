import type { Condition, Operand } from "../../syntax/step-ast.ts";
import { findMatches } from "../library/pattern.ts";
import type { Meter } from "../meter.ts";
import { databaseError } from "../raised.ts";
import { compareValues, isSame } from "../values/identity.ts";
import { parseMoment } from "../values/moments.ts";
import { isCompound, type StructValue, type Value } from "../values/value.ts";

/** What a condition is about. */
export interface ConditionScope {
  readonly meter: Meter;
  readOperand(operand: Operand): Value;
  /** @throws {Raised} when rows have no such column. */
  checkColumn(name: string): void;
  /** Whether a row of the project has a relation; `undefined` for rows of tables. */
  readonly hasRelation:
    | ((row: StructValue, direction: "rel_to" | "rel_from", other: string, type: string) => boolean)
    | undefined;
  /** The id that a bare word of `rel_to` stands for. */
  readReference(word: string): string;
}

export type RowTest = (row: StructValue) => boolean;

/** A test for rows; its operands are read once, before the first row. */
export function compileCondition(condition: Condition, scope: ConditionScope): RowTest {
  if ("conditions" in condition) {
    const tests = condition.conditions.map((part) => compileCondition(part, scope));
    return condition.kind === "and"
      ? (row) => tests.every((test) => test(row))
      : (row) => tests.some((test) => test(row));
  }
  if ("reference" in condition) {
    const { hasRelation } = scope;
    if (hasRelation === undefined)
      throw databaseError("Cannot follow relations: only snippets of the project have them");
    const other = scope.readReference(condition.reference.text);
    const { kind, type } = condition;
    return (row) => hasRelation(row, kind, other, type.text);
  }
  const { field, comparison, operand } = condition;
  scope.checkColumn(field.text);
  const wanted = scope.readOperand(operand);
  const compare = COMPARISONS[comparison];
  return (row) => {
    scope.meter.spend(1);
    const found = row.fields.get(field.text) ?? null;
    return compare(...alignMoments(found, wanted), scope.meter);
  };
}

type Compare = (found: Value, wanted: Value, meter: Meter) => boolean;

/** A comparison with none is never true, but for being the same or not. */
const ofSome =
  (compare: Compare): Compare =>
  (found, wanted, meter) =>
    found !== null && wanted !== null && compare(found, wanted, meter);

const COMPARISONS: Readonly<Record<(Condition & { kind: "comparison" })["comparison"], Compare>> = {
  equals: isSame,
  not_equals: (found, wanted) => !isSame(found, wanted),
  less: ofSome((found, wanted) => compareValues(found, wanted) < 0),
  greater: ofSome((found, wanted) => compareValues(found, wanted) > 0),
  contains: ofSome(contains),
  matches: ofSome((found, wanted, meter) => {
    if (typeof found !== "string" || typeof wanted !== "string")
      throw databaseError("Cannot match: a text and a regular expression are needed");
    return findMatches(wanted, found, meter, 1).length > 0;
  }),
};

function contains(found: Value, wanted: Value, meter: Meter): boolean {
  if (typeof found === "string" && typeof wanted === "string") return found.includes(wanted);
  if (isCompound(found) && (found.kind === "list" || found.kind === "set")) {
    meter.spendUnits(found.size);
    return [...found.items.values()].some((item) => isSame(item, wanted));
  }
  throw databaseError("Cannot look into the column: it holds neither text nor a List");
}

/** Rows that no schema types keep a DateTime as text. */
function alignMoments(found: Value, wanted: Value): [Value, Value] {
  if (typeof found === "string" && isMoment(wanted)) return [parseMoment(found) ?? found, wanted];
  if (typeof wanted === "string" && isMoment(found)) return [found, parseMoment(wanted) ?? wanted];
  return [found, wanted];
}

const isMoment = (value: Value): boolean => isCompound(value) && value.kind === "moment";
