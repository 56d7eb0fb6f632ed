import ts from "typescript";
import type { GraphType, Operation, Part } from "../../../ports/type-graph.ts";
import { isAssignable } from "./assignable.ts";
import { callOperations, valueWish } from "./calls.ts";
import type { NumberedType } from "./internal-checker.ts";
import type { Place } from "./place.ts";
import { costOfName, LEFT_OUT } from "./prior.ts";
import { isForeign } from "./producers.ts";
import { commas, isName, operator, primary, receiver, tight } from "./render.ts";
import {
  isBooleanLike,
  isIterable,
  isNullish,
  isNumberLike,
  isSilent,
  isStringLike,
  partsOf,
} from "./type-shapes.ts";

/** What can be done with a value: its members, an index, an operator, `??`, `await`, a spread. */
export function memberOperations(
  type: ts.Type,
  goal: ts.Type | undefined,
  place: Place,
): readonly Operation[] {
  if (isSilent(type)) return [];
  const { checker } = place;
  const isMissing = isNullish(type);
  const present = isMissing ? checker.getNonNullableType(type) : type;
  if (isSilent(present) || partsOf(present).length === 0) return [];
  const found = [
    ...propertyOperations(present, isMissing, goal, place),
    ...(isMissing ? missingOperations(present, goal, place) : []),
    ...(isMissing ? [] : indexOperations(present, goal, place)),
    ...(isMissing ? [] : fieldOperations(present, place)),
    ...(isMissing ? [] : wholeOperations(present, goal, place)),
    ...(isMissing || goal === undefined ? [] : infixOperations(present, goal, place)),
  ];
  return goal === undefined ? found : found.filter(({ result }) => mayBe(result, goal, place));
}

const mayBe = (result: Operation["result"], goal: ts.Type, { checker }: Place): boolean =>
  result === undefined || isAssignable(result as NumberedType, goal, checker);

function propertyOperations(
  type: ts.Type,
  isMissing: boolean,
  goal: ts.Type | undefined,
  place: Place,
): readonly Operation[] {
  const { checker } = place;
  const widen = (inner: ts.Type): ts.Type =>
    isMissing ? checker.getUnionType([inner, checker.getUndefinedType()]) : inner;
  const dot = isMissing ? "?." : ".";
  const owner = checker.getApparentType(type).symbol?.name;
  const more = isMissing ? 0.5 : 0;
  return checker
    .getPropertiesOfType(checker.getApparentType(type))
    .filter((symbol) => isOffered(symbol, place))
    .flatMap((symbol): readonly Operation[] => {
      const name = symbol.name.replace(PRIVATE, "");
      const inner = checker.getTypeOfSymbol(symbol);
      const isElement = /^\d+$/.test(name);
      if (!isElement && !isName(name.replace(/^#/, ""))) return [];
      const access = isElement ? `${isMissing ? "?." : ""}[${name}]` : `${dot}${name}`;
      const use = owner === undefined ? undefined : { receiver: owner, name };
      const isOwn = !(symbol.declarations ?? []).some((one) => isForeign(one, place.program));
      const signatures = inner.getCallSignatures();
      if (signatures.length > 0) {
        const render = ([own, ...parts]: readonly Part[]): Part =>
          primary(`${receiver(own)}${access}(${commas(parts)})`);
        const callee = {
          name,
          use,
          cost: (isOwn ? 1.5 : 2) + more,
          signatures,
          render,
          widen: isMissing ? widen : undefined,
        };
        return callOperations(callee, goal, place);
      }
      if (isSilent(inner) || inner.getConstructSignatures().length > 0) return [];
      const render = ([own]: readonly Part[]): Part => primary(`${receiver(own)}${access}`);
      const result = widen(inner) as NumberedType;
      const cost = (isElement ? 2 : isOwn ? 1 : 1.5) + more + costOfName(name);
      return [{ name, use, cost, wishes: [], result, render }];
    });
}

/** How the compiler keeps a name such as `#value`. */
export const PRIVATE = /^__#\d+@/;

/** Whether a member may be written here. */
export function isOffered({ name, declarations = [], flags }: ts.Symbol, { hole }: Place): boolean {
  if ((name.startsWith("__") && !PRIVATE.test(name)) || LEFT_OUT.has(name)) return false;
  if ((flags & ts.SymbolFlags.Prototype) !== 0) return false;
  // A method is not made of itself.
  const isAround = (one: ts.Node): boolean =>
    ts.isFunctionLike(one) && ts.findAncestor(hole, (node) => node === one) !== undefined;
  if (declarations.some(isAround)) return false;
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return declarations.every(
    (one) =>
      (!PRIVATE.test(name) && (ts.getCombinedModifierFlags(one) & hidden) === 0) ||
      ts.findAncestor(hole, (node) => node === ownerOf(one)) !== undefined,
  );
}

/** The class that has a member, one that a constructor's parameter declares too. */
const ownerOf = (member: ts.Node): ts.Node =>
  ts.isParameter(member) ? member.parent.parent : member.parent;

/** What to do with a value that may be missing. */
function missingOperations(
  present: ts.Type,
  goal: ts.Type | undefined,
  place: Place,
): readonly Operation[] {
  const { checker } = place;
  const result = present as NumberedType;
  const certain: Operation = {
    name: "!",
    cost: 8,
    wishes: [],
    result,
    isUnsafe: true,
    render: ([own]) => primary(`${receiver(own)}!`),
  };
  if (goal === undefined || !isAssignable(present, goal, checker)) return [certain];
  const otherwise: Operation = {
    name: "??",
    cost: 1,
    wishes: [valueWish("fallback", goal, place)],
    result: goal as NumberedType,
    render: ([own, other]) =>
      operator(`${loose(own)} ?? ${other === undefined ? "" : loose(other)}`),
  };
  const defaults = EMPTY.filter((text) => fitsEmpty(text, goal, place)).map(
    (text): Operation => ({
      name: "??",
      cost: 1.5,
      wishes: [],
      result: goal as NumberedType,
      render: ([own]) => operator(`${loose(own)} ?? ${text}`),
    }),
  );
  return [otherwise, ...defaults, certain];
}

/** What stands for nothing. */
const EMPTY = ['""', "0", "[]", "false"];

function fitsEmpty(text: string, goal: ts.Type, { checker }: Place): boolean {
  if (text === '""') return isAssignable(checker.getStringType(), goal, checker);
  if (text === "0") return isAssignable(checker.getNumberType(), goal, checker);
  if (text === "false") return isAssignable(checker.getBooleanType(), goal, checker);
  return partsOf(goal).some((part) => checker.isArrayType(part));
}

/** Operators of one kind need no parentheses; a function does. */
const loose = (part: Part | undefined): string => {
  if (part === undefined) return "";
  return part.binding === "operator" && / \?\? /.test(part.text) && !/&&|\|\|/.test(part.text)
    ? part.text
    : tight(part);
};

/** `TABLE[key]`, where the type of the key names fields that are there. */
function fieldOperations(type: ts.Type, place: Place): readonly Operation[] {
  const { checker } = place;
  const isShape = (type.flags & ts.TypeFlags.Object) !== 0 && !checker.isArrayLikeType(type);
  if (!isShape || isIterable(type, checker) || type.getProperties().length < 2) return [];
  const accepts = (given: GraphType): boolean => {
    const parts = partsOf(given as NumberedType);
    return (
      !isNullish(given as NumberedType) &&
      parts.length > 0 &&
      parts.every((part) => part.isStringLiteral() && type.getProperty(part.value) !== undefined)
    );
  };
  const render = ([own, key]: readonly Part[]): Part => primary(`${receiver(own)}[${key?.text}]`);
  const wishes = [{ kind: "value", name: "key", type: undefined, accepts }] as const;
  return [{ name: "[key]", cost: 1, wishes, result: undefined, render }];
}

function indexOperations(
  type: ts.Type,
  goal: ts.Type | undefined,
  place: Place,
): readonly Operation[] {
  const { checker } = place;
  if (isStringLike(type)) return [];
  return checker.getIndexInfosOfType(type).flatMap((info): readonly Operation[] => {
    if (isSilent(info.type) || !(isNumberLike(info.keyType) || isStringLike(info.keyType)))
      return [];
    const isUnchecked = place.isUnchecked && !isNullish(info.type);
    const result = isUnchecked
      ? checker.getUnionType([info.type, checker.getUndefinedType()])
      : info.type;
    if (goal !== undefined && !isAssignable(result, goal, checker)) return [];
    const wishes = [valueWish(isNumberLike(info.keyType) ? "index" : "key", info.keyType, place)];
    const render = ([own, key]: readonly Part[]): Part => primary(`${receiver(own)}[${key?.text}]`);
    return [{ name: "[]", cost: 2, wishes, result: result as NumberedType, render }];
  });
}

/** What takes the whole value: `await x`, `[...x]`. */
function wholeOperations(
  type: ts.Type,
  goal: ts.Type | undefined,
  place: Place,
): readonly Operation[] {
  const { checker } = place;
  const found: Operation[] = [];
  const promised = checker.getPromisedTypeOfPromise(type);
  if (promised !== undefined && place.isAsync && (!isSilent(promised) || goal === undefined)) {
    const result = (checker.getAwaitedType(type) ?? promised) as NumberedType;
    const render = ([own]: readonly Part[]): Part => operator(`await ${receiver(own)}`);
    if (!isSilent(result)) found.push({ name: "await", cost: 1, wishes: [], result, render });
  }
  const isList = checker.isArrayLikeType(type);
  const isWanted =
    goal === undefined ? !isList : partsOf(goal).some((one) => checker.isArrayLikeType(one));
  if (isWanted && isIterable(type, checker)) {
    const render = ([own]: readonly Part[]): Part => primary(`[...${receiver(own)}]`);
    found.push({ name: "[...]", cost: 2.5, wishes: [], result: undefined, render });
  }
  return found;
}

const ARITHMETIC = ["+", "-", "*", "/", "%"];
const COMPARISON = ["<", ">", "<=", ">="];

function infixOperations(type: ts.Type, goal: ts.Type, place: Place): readonly Operation[] {
  const { checker } = place;
  const infix = (sign: string, result: ts.Type, cost: number, own = type): Operation => ({
    name: sign,
    cost,
    isOfDifferent: sign !== "+" && sign !== "*",
    wishes: [valueWish("other", checker.getBaseTypeOfLiteralType(own), place)],
    result: result as NumberedType,
    render: ([a, b]) => operator(`${a && tight(a)} ${sign} ${b && tight(b)}`),
  });
  const found: Operation[] = [];
  const takes = (result: ts.Type): boolean => isAssignable(result, goal, checker);
  if (takes(checker.getNumberType()) && isNumberLike(type))
    found.push(...ARITHMETIC.map((sign, at) => infix(sign, checker.getNumberType(), 2 + at / 10)));
  if (takes(checker.getStringType()) && isStringLike(type))
    found.push(infix("+", checker.getStringType(), 2));
  if (takes(checker.getBooleanType())) {
    const truth = checker.getBooleanType();
    const isPlain = partsOf(type).every((part) => (part.flags & ts.TypeFlags.Object) === 0);
    found.push(infix("===", truth, isPlain ? 1.5 : 3, type));
    if (isNumberLike(type)) found.push(...COMPARISON.map((sign) => infix(sign, truth, 1.6)));
    if (partsOf(type).every(isBooleanLike)) {
      const render = ([own]: readonly Part[]): Part => operator(`!${own && tight(own)}`);
      found.push({ name: "!x", cost: 1.5, wishes: [], result: truth as NumberedType, render });
      found.push(infix("&&", truth, 2.2), infix("||", truth, 2.3));
    }
  }
  return found;
}
