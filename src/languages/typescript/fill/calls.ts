import ts from "typescript";
import type { GraphType, Operation, Part, Wish } from "../../../ports/type-graph.ts";
import { isAssignable } from "./assignable.ts";
import type { NumberedType } from "./internal-checker.ts";
import { mayFit } from "./may-fit.ts";
import type { Place } from "./place.ts";
import { costOfName } from "./prior.ts";
import { operator } from "./render.ts";
import { isSilent, isVague, mentions, partsOf, takesAnything, unify } from "./type-shapes.ts";

/** How many optional or rest arguments are tried beyond those that must be given. */
const MOST_OPTIONAL = 2;
const MOST_ARGUMENTS = 6;
const IDLE = 1.5;
const AWAIT = 0.5;

/** What is called. */
export interface Callee {
  readonly name: string;
  /** What its name is looked up by in statistics. @default by its own name */
  readonly use?: Operation["use"];
  readonly cost: number;
  readonly signatures: readonly ts.Signature[];
  render(parts: readonly Part[]): Part;
  /** What the call's type becomes, e.g. where the receiver may be missing. @default as it is */
  readonly widen?: ((type: ts.Type) => ts.Type) | undefined;
}

/** The ways to call something, with those that may give `goal` only where there is one. */
export function callOperations(
  callee: Callee,
  goal: ts.Type | undefined,
  place: Place,
): readonly Operation[] {
  return callee.signatures.flatMap((signature) => [
    ...signatureOperations(callee, signature, goal, place),
    ...awaitedOperations(callee, signature, goal, place),
  ]);
}

/** Where it can be awaited, a call that promises something gives it. */
function awaitedOperations(
  callee: Callee,
  signature: ts.Signature,
  goal: ts.Type | undefined,
  place: Place,
): readonly Operation[] {
  const { checker, isAsync } = place;
  if (!isAsync || callee.widen !== undefined) return [];
  if (checker.getPromisedTypeOfPromise(signature.getReturnType()) === undefined) return [];
  const awaited: Callee = {
    ...callee,
    name: `await ${callee.name}`,
    use: callee.use ?? useOf(callee.name),
    cost: callee.cost + AWAIT,
    widen: (type) => checker.getAwaitedType(type) ?? type,
    render: (parts) => operator(`await ${callee.render(parts).text}`),
  };
  return signatureOperations(awaited, signature, goal, place);
}

function signatureOperations(
  callee: Callee,
  signature: ts.Signature,
  goal: ts.Type | undefined,
  place: Place,
): readonly Operation[] {
  const { checker } = place;
  const own = new Set<ts.Type>(signature.getTypeParameters() ?? []);
  const given = signature.getReturnType();
  const result = callee.widen?.(given) ?? given;
  if (own.size === 0 && isVague(given, checker)) return [];
  const known = goal === undefined ? new Map() : unify(result, goal, own, checker);
  if (known === undefined) return [];
  const wishes = signature.parameters.map((one) => wishOf(one, own, known, place));
  const isGeneric = own.size > 0;
  return argumentCounts(signature, goal === undefined).map((count) => ({
    name: callee.name,
    use: callee.use ?? useOf(callee.name),
    // A call that leaves out all it could be given is seldom what is meant.
    cost:
      callee.cost + costOfName(callee.name.replace(/^await /, "")) + costOfCount(count, signature),
    wishes: wishesFor(count, wishes, signature, place),
    result: isGeneric ? undefined : (result as NumberedType),
    render: (parts) => callee.render(parts),
  }));
}

/** What is kept on a name, as `Math.max`, is chosen for the name, of which counts say nothing. */
const useOf = (name: string): Operation["use"] =>
  name.includes(".") ? undefined : { receiver: undefined, name };

/** Of what takes any number, one is few. */
function costOfCount(count: number, { parameters }: ts.Signature): number {
  if (count === 0 && parameters.length > 0) return IDLE;
  return count === 1 && parameters.some(isRest) ? IDLE / 2 : 0;
}

function argumentCounts(signature: ts.Signature, isForward: boolean): readonly number[] {
  const parameters = signature.parameters.filter(({ name }) => name !== "thisArg");
  const required = parameters.filter((one) => !isOptional(one)).length;
  const hasRest = parameters.some(isRest);
  const more = isForward ? Number(required === 0) : MOST_OPTIONAL;
  const most = Math.min(
    MOST_ARGUMENTS,
    hasRest ? required + more : Math.min(parameters.length, required + more),
  );
  return Array.from({ length: Math.max(0, most - required) + 1 }, (_, at) => required + at);
}

function wishesFor(
  count: number,
  wishes: readonly Wish[],
  signature: ts.Signature,
  place: Place,
): readonly Wish[] {
  return Array.from({ length: count }, (_, at) => {
    const last = wishes.length - 1;
    const rest = signature.parameters[last];
    if (at < last || rest === undefined || !isRest(rest)) return wishes[at] as Wish;
    const element = place.checker.getIndexTypeOfType(
      place.checker.getTypeOfSymbol(rest),
      ts.IndexKind.Number,
    );
    return element === undefined ? (wishes[last] as Wish) : valueWish(rest.name, element, place);
  });
}

const declarationOf = ({ valueDeclaration }: ts.Symbol): ts.ParameterDeclaration | undefined =>
  valueDeclaration !== undefined && ts.isParameter(valueDeclaration) ? valueDeclaration : undefined;

const isOptional = (symbol: ts.Symbol): boolean => {
  const parameter = declarationOf(symbol);
  return (
    parameter?.questionToken !== undefined || parameter?.initializer !== undefined || isRest(symbol)
  );
};

const isRest = (symbol: ts.Symbol): boolean => declarationOf(symbol)?.dotDotDotToken !== undefined;

function wishOf(
  parameter: ts.Symbol,
  own: ReadonlySet<ts.Type>,
  known: ReadonlyMap<ts.Type, ts.Type>,
  place: Place,
): Wish {
  const { checker } = place;
  const declared = checker.getTypeOfSymbol(parameter);
  const type = isOptional(parameter) ? checker.getNonNullableType(declared) : declared;
  const written = functionWish(parameter.name, type, own, known, place);
  if (written !== undefined) return written;
  const mapped = partsOf(type)
    .map((part) => known.get(part))
    .find((one) => one !== undefined);
  if (mapped !== undefined) return valueWish(parameter.name, mapped, place);
  // `Number.isInteger(number: unknown)` is asked of numbers.
  const isNumber = isSilent(type) && parameter.name === "number";
  if (isNumber) return valueWish(parameter.name, checker.getNumberType(), place);
  if (!mentions(type, own, checker)) return valueWish(parameter.name, type, place);
  const accepts = (given: GraphType): boolean =>
    mayFit(given as NumberedType, type, { own, known }, place);
  return { kind: "value", name: parameter.name, type: undefined, accepts };
}

/** A value of a type that is known. */
export function valueWish(name: string, type: ts.Type, { checker }: Place): Wish {
  // What takes anything means values that are written out, not objects; what takes any object means those.
  const accepts = takesAnything(type)
    ? (given: GraphType): boolean =>
        isObjectOnly(type)
          ? (given as NumberedType).getStringIndexType() !== undefined
          : isPlain(given as NumberedType)
    : (given: GraphType): boolean => isAssignable(given as NumberedType, type, checker);
  if (takesAnything(type)) return { kind: "value", name, type: undefined, accepts };
  return { kind: "value", name, type: type as NumberedType, accepts };
}

const isObjectOnly = ({ flags }: ts.Type): boolean =>
  (flags & (ts.TypeFlags.Object | ts.TypeFlags.NonPrimitive)) !== 0;

const isPlain = ({ flags, symbol }: NumberedType): boolean =>
  (flags & (ts.TypeFlags.Object | ts.TypeFlags.Union | ts.TypeFlags.Instantiable)) === 0 ||
  symbol?.name === "Date";

/** A function that is passed on; `undefined` where `type` is none, or its parameters cannot be known here. */
export function functionWish(
  name: string,
  type: ts.Type,
  own: ReadonlySet<ts.Type>,
  known: ReadonlyMap<ts.Type, ts.Type>,
  place: Place,
): Wish | undefined {
  const { checker } = place;
  const [shape, ...more] = partsOf(type).filter((part) => part.getCallSignatures().length > 0);
  const [signature, ...overloads] = shape?.getCallSignatures() ?? [];
  if (signature === undefined || more.length > 0 || overloads.length > 0) return undefined;
  if (checker.getTypePredicateOfSignature(signature) !== undefined) return undefined;
  // `(value, index, array)` is written with the value alone, `(previous, current, index, array)` with two.
  const count = signature.parameters.length;
  const shown = signature.parameters.slice(0, count <= 2 ? count : count - 2);
  const parameters = shown.map((one) => {
    const declared = checker.getTypeOfSymbol(one);
    return { name: one.name, type: (known.get(declared) ?? declared) as NumberedType };
  });
  if (parameters.some((one) => mentions(one.type, own, checker))) return undefined;
  const given = signature.getReturnType();
  const isOpen = mentions(given, own, checker) || isTypeParameter(given);
  const wanted = isOpen
    ? partsOf(given)
        .map((part) => known.get(part))
        .find((one) => one)
    : given;
  // `unknown` is what a predicate gives that is only asked whether it holds.
  const asked = name === "predicate" && isSilent(given) ? checker.getBooleanType() : wanted;
  const body = asked === undefined || isSilent(asked) ? undefined : (asked as NumberedType);
  const accepts = (value: GraphType): boolean =>
    canBeCalledWith(value as NumberedType, parameters, body, place);
  return { kind: "function", name, parameters, body, accepts };
}

const isTypeParameter = ({ flags }: ts.Type): boolean => (flags & ts.TypeFlags.TypeParameter) !== 0;

function canBeCalledWith(
  value: NumberedType,
  parameters: readonly { readonly type: GraphType }[],
  body: NumberedType | undefined,
  { checker }: Place,
): boolean {
  return value.getCallSignatures().some((signature) => {
    if (signature.getTypeParameters() !== undefined) return false;
    const takes = signature.parameters.map((one) => checker.getTypeOfSymbol(one));
    const required = signature.parameters.filter((one) => !isOptional(one)).length;
    if (required > parameters.length || (takes.length === 0 && parameters.length > 0)) return false;
    const fits = takes.every((type, at) => {
      const given = parameters[at];
      if (given === undefined) return true;
      if (takesAnything(type)) return isPlain(given.type as NumberedType);
      return isAssignable(given.type as NumberedType, type, checker);
    });
    const given = signature.getReturnType();
    return fits && !isSilent(given) && (body === undefined || isAssignable(given, body, checker));
  });
}
