import ts from "typescript";
import type { NumberedType } from "./internal-checker.ts";

/** The checker's own question; its answers are kept, and what the heads of two types settle is not asked. */
export function isAssignable(from: ts.Type, to: ts.Type, checker: ts.TypeChecker): boolean {
  if (from === to) return true;
  if (isApart(from, to)) return false;
  const answers = answersOf(checker);
  const key = (from as NumberedType).id * WIDE + (to as NumberedType).id;
  const known = answers.get(key);
  if (known !== undefined) return known;
  const answer = checker.isTypeAssignableTo(from, to);
  answers.set(key, answer);
  return answer;
}

/** More than a program has types. */
const WIDE = 2 ** 26;

const answered = new WeakMap<ts.TypeChecker, Map<number, boolean>>();

function answersOf(checker: ts.TypeChecker): Map<number, boolean> {
  const known = answered.get(checker) ?? new Map<number, boolean>();
  answered.set(checker, known);
  return known;
}

const HEADS = [
  ts.TypeFlags.StringLike,
  ts.TypeFlags.NumberLike,
  ts.TypeFlags.BooleanLike,
  ts.TypeFlags.BigIntLike,
  ts.TypeFlags.Object,
] as const;

/** Whether both have one head each, and not the same: a string is no number. What a wrapper takes is not settled. */
function isApart(from: ts.Type, to: ts.Type): boolean {
  const head = headOf(to);
  if (head === undefined || head === ts.TypeFlags.Object) return false;
  const own = headOf(from);
  return own !== undefined && own !== head;
}

/** Enumerations are strings or numbers too, and unions have more heads than one. */
function headOf({ flags }: ts.Type): (typeof HEADS)[number] | undefined {
  if (flags & (ts.TypeFlags.EnumLike | ts.TypeFlags.UnionOrIntersection)) return undefined;
  return HEADS.find((head) => (flags & head) !== 0);
}
