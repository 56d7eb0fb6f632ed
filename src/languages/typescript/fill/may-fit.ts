import ts from "typescript";
import { isAssignable } from "./assignable.ts";
import type { NumberedType } from "./internal-checker.ts";
import type { Place } from "./place.ts";
import { argumentsOf, isIterable, isStringLike, partsOf } from "./type-shapes.ts";

interface Generics {
  readonly own: ReadonlySet<ts.Type>;
  /** What of them the goal says. */
  readonly known: ReadonlyMap<ts.Type, ts.Type>;
}

/** Whether a value could be what a generic parameter takes; what is written out is asked of the checker. */
export function mayFit(
  given: NumberedType,
  wanted: ts.Type,
  { own, known }: Generics,
  { checker }: Place,
): boolean {
  return partsOf(wanted).some((part) => {
    if (own.has(part)) {
      const constraint = checker.getBaseConstraintOfType(part);
      return constraint === undefined || isAssignable(given, constraint, checker);
    }
    if (checker.isArrayLikeType(part))
      return checker.isArrayLikeType(given) && mayBeIterated(given, part, known, checker);
    if (isIterable(part, checker)) return mayBeIterated(given, part, known, checker);
    if (checker.getPromisedTypeOfPromise(part) !== undefined)
      return checker.getPromisedTypeOfPromise(given) !== undefined;
    if (part.getCallSignatures().length > 0) return given.getCallSignatures().length > 0;
    return (given.flags & ts.TypeFlags.Object) !== 0 && !checker.isArrayLikeType(given);
  });
}

/** Entries are made of pairs, and what waits for promises is given some. */
function mayBeIterated(
  given: ts.Type,
  wanted: ts.Type,
  known: Generics["known"],
  checker: Place["checker"],
): boolean {
  // Characters are taken apart by a spread.
  if (isStringLike(given) || !isIterable(given, checker)) return false;
  const [asked] = argumentsOf(wanted, checker);
  if (asked === undefined) return true;
  const [first, second] = argumentsOf(given, checker);
  const isMap = second !== undefined && given.getProperty("get") !== undefined;
  const element = checker.getIndexTypeOfType(given, ts.IndexKind.Number) ?? first;
  const goal = known.get(asked);
  if (goal !== undefined && element !== undefined && !isMap)
    return isAssignable(element, goal, checker);
  if (partsOf(asked).some((part) => checker.isArrayLikeType(part)))
    return isMap || (element !== undefined && checker.isArrayLikeType(element));
  if (!partsOf(asked).some((part) => part.getProperty("then") !== undefined)) return true;
  return element !== undefined && checker.getPromisedTypeOfPromise(element) !== undefined;
}
