import ts from "typescript";
import { isAssignable } from "./assignable.ts";
import type { InternalChecker } from "./internal-checker.ts";

const NULLISH = ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void;
const SILENT = ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never;

/** Whether a type says nothing: then whatever stands there type-checks, and no answer is better than another. */
export const isSilent = (type: ts.Type): boolean => (type.flags & SILENT) !== 0;

/** Whether it says nothing, or holds what says nothing: `any[]`, `Promise<never>`. */
export const isVague = (type: ts.Type, checker: ts.TypeChecker): boolean =>
  isSilent(type) ||
  (type.isUnion()
    ? type.types.some((part) => isVague(part, checker))
    : isReference(type) && !isClassLike(type) && checker.getTypeArguments(type).some(isSilent));

const isClassLike = (type: ts.TypeReference): boolean => type.target.isClass();

/** Whether it takes whatever there is: `any`, `unknown`, `object`, `{}`. */
export const takesAnything = (type: ts.Type): boolean =>
  isSilent(type) ||
  (type.flags & ts.TypeFlags.NonPrimitive) !== 0 ||
  ((type.flags & ts.TypeFlags.Object) !== 0 &&
    type.getProperties().length === 0 &&
    type.getCallSignatures().length === 0 &&
    type.getConstructSignatures().length === 0 &&
    type.getStringIndexType() === undefined &&
    type.getNumberIndexType() === undefined);

/** The members of a union, or the type itself; those that are `undefined`, `null` or `void` left out. */
export const partsOf = (type: ts.Type): readonly ts.Type[] =>
  (type.isUnion() ? type.types : [type]).filter(({ flags }) => (flags & NULLISH) === 0);

export const isNullish = (type: ts.Type): boolean =>
  (type.isUnion() ? type.types : [type]).some(({ flags }) => (flags & NULLISH) !== 0);

export const isStringLike = ({ flags }: ts.Type): boolean =>
  (flags & ts.TypeFlags.StringLike) !== 0;
export const isNumberLike = ({ flags }: ts.Type): boolean =>
  (flags & ts.TypeFlags.NumberLike) !== 0;
export const isBooleanLike = ({ flags }: ts.Type): boolean =>
  (flags & ts.TypeFlags.BooleanLike) !== 0;

/** The type's own arguments: of `Map<string, number>`, two. */
export const argumentsOf = (type: ts.Type, checker: ts.TypeChecker): readonly ts.Type[] =>
  isReference(type) ? checker.getTypeArguments(type) : [];

/** Whether a generic type was given its arguments. */
export const isReference = (type: ts.Type): type is ts.TypeReference =>
  (type.flags & ts.TypeFlags.Object) !== 0 &&
  ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0;

/** Whether `for (const x of value)` is possible. */
export const isIterable = (type: ts.Type, checker: ts.TypeChecker): boolean =>
  checker
    .getPropertiesOfType(checker.getApparentType(type))
    .some(({ name }) => name.startsWith("__@iterator"));

/** Whether one of `parameters` stands in `type`. */
export function mentions(
  type: ts.Type,
  parameters: ReadonlySet<ts.Type>,
  checker: InternalChecker,
  depth = 4,
): boolean {
  if (parameters.has(type)) return true;
  if (depth === 0 || parameters.size === 0) return false;
  const inside = (inner: ts.Type): boolean => mentions(inner, parameters, checker, depth - 1);
  if (type.isUnionOrIntersection()) return type.types.some(inside);
  if ((type.flags & ts.TypeFlags.Instantiable) !== 0) return true;
  if (isReference(type)) return checker.getTypeArguments(type).some(inside);
  if ((type.flags & ts.TypeFlags.Object) === 0) return false;
  if ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Mapped) return true;
  const isWritten = ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Anonymous) !== 0;
  const signatures = type.getCallSignatures();
  if (signatures.some((one) => signatureTypes(one, checker).some(inside))) return true;
  const index = checker.getIndexInfosOfType(type).some((info) => inside(info.type));
  return (
    index || (isWritten && type.getProperties().some((p) => inside(checker.getTypeOfSymbol(p))))
  );
}

const signatureTypes = (signature: ts.Signature, checker: InternalChecker): readonly ts.Type[] => [
  signature.getReturnType(),
  ...signature.parameters.map((one) => checker.getTypeOfSymbol(one)),
];

/** What the type parameters in `from` must be so that it is `to`, as far as the shapes show it. */
export function unify(
  from: ts.Type,
  to: ts.Type,
  parameters: ReadonlySet<ts.Type>,
  checker: InternalChecker,
): ReadonlyMap<ts.Type, ts.Type> | undefined {
  if (parameters.has(from)) return new Map([[from, to]]);
  const [awaited] = from.aliasSymbol?.name === "Awaited" ? (from.aliasTypeArguments ?? []) : [];
  if (awaited !== undefined) return unify(awaited, to, parameters, checker);
  if (!mentions(from, parameters, checker))
    return isAssignable(from, to, checker) ? new Map() : undefined;
  for (const goal of partsOf(to)) {
    for (const source of partsOf(from)) {
      if (parameters.has(source)) return new Map([[source, goal]]);
      const found = unifyParts(source, goal, parameters, checker);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function unifyParts(
  from: ts.Type,
  to: ts.Type,
  parameters: ReadonlySet<ts.Type>,
  checker: InternalChecker,
): ReadonlyMap<ts.Type, ts.Type> | undefined {
  if (!isReference(from)) {
    // What is computed from types, e.g. `Record<K, V>`, is for the checker to say; a primitive it is not.
    const isObject = (from.flags & ts.TypeFlags.Object) !== 0;
    const canBe = isObject ? (to.flags & ts.TypeFlags.Object) !== 0 : true;
    return canBe ? new Map() : undefined;
  }
  const bothLists = checker.isArrayType(from) && checker.isArrayType(to);
  const isSame = isReference(to) && from.target === to.target;
  if (!bothLists && !isSame) {
    const isWide = checker.isArrayLikeType(from) ? checker.isArrayLikeType(to) : true;
    return isWide && isLooselyLike(from, to) ? new Map() : undefined;
  }
  const wanted = argumentsOf(to, checker);
  const found = new Map<ts.Type, ts.Type>();
  for (const [at, own] of checker.getTypeArguments(from).entries()) {
    const goal = wanted[at];
    if (goal === undefined) break;
    const inner = isSilent(goal) ? new Map() : unify(own, goal, parameters, checker);
    if (inner === undefined) {
      if (parameters.size > 0 && mentions(own, parameters, checker)) continue;
      return undefined;
    }
    for (const [parameter, type] of inner) found.set(parameter, type);
  }
  return found;
}

/** A class may be a subtype of another: where both are named, their members tell. */
const isLooselyLike = (from: ts.Type, to: ts.Type): boolean => {
  const wanted = to.getProperties().filter(({ flags }) => (flags & ts.SymbolFlags.Optional) === 0);
  return (
    (to.flags & ts.TypeFlags.Object) !== 0 &&
    wanted.every(({ name }) => from.getProperty(name) !== undefined)
  );
};
