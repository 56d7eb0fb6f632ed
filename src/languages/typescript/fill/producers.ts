import ts from "typescript";
import type { Operation, Part } from "../../../ports/type-graph.ts";
import { functionWish, valueWish } from "./calls.ts";
import type { NumberedType } from "./internal-checker.ts";
import type { Place } from "./place.ts";
import { isName, primary, tight } from "./render.ts";
import { argumentsOf, isNullish, partsOf } from "./type-shapes.ts";

/** Literals are a last thought: what is in scope says more. */
const LITERAL = 3;
const FLAG = 2;
const MOST_MEMBERS = 8;

/** Text that a goal alone suggests: literals, templates, arrays, objects, functions. */
export function producersOf(goal: ts.Type, place: Place): readonly Operation[] {
  return [
    ...(isNullish(goal) ? missing(goal) : []),
    ...partsOf(goal).flatMap((part) => [
      ...literals(part),
      ...templates(part, place),
      ...lists(part, place),
      ...objects(part, place),
      ...changedObjects(part, place),
      ...functions(part, place),
    ]),
  ];
}

const literal = (text: string, cost: number, type: ts.Type): Operation => ({
  name: "literal",
  cost,
  wishes: [],
  result: type as NumberedType,
  render: () => primary(text),
});

const missing = (goal: ts.Type): readonly Operation[] => {
  const parts = goal.isUnion() ? goal.types : [goal];
  return parts.flatMap((part) => {
    if (part.flags & ts.TypeFlags.Undefined) return [literal("undefined", LITERAL + 1, part)];
    return part.flags & ts.TypeFlags.Null ? [literal("null", LITERAL + 1, part)] : [];
  });
};

function literals(type: ts.Type): readonly Operation[] {
  if (type.isStringLiteral()) return [literal(JSON.stringify(type.value), 2.5, type)];
  if (type.isNumberLiteral() && type.value >= 0) return [literal(String(type.value), 2.5, type)];
  const { flags } = type;
  if (flags & ts.TypeFlags.BooleanLiteral) {
    const text = (type as ts.Type & { intrinsicName: string }).intrinsicName;
    return [literal(text, text === "true" ? FLAG : FLAG + 0.1, type)];
  }
  if (flags & ts.TypeFlags.String)
    return ["", " ", ",", "\n"].map((text, at) =>
      literal(JSON.stringify(text), LITERAL + at / 10, type),
    );
  if (flags & ts.TypeFlags.Number)
    return ["0", "1"].map((text, at) => literal(text, LITERAL + at / 10, type));
  return flags & ts.TypeFlags.BigInt ? [literal("0n", LITERAL, type)] : [];
}

/** `${a}` and `${a}${b}`. */
function templates(type: ts.Type, place: Place): readonly Operation[] {
  if (!(type.flags & ts.TypeFlags.String)) return [];
  const { checker } = place;
  const number = valueWish("value", checker.getNumberType(), place);
  const text = valueWish("text", checker.getStringType(), place);
  const render = (parts: readonly Part[]): Part =>
    primary(`\`${parts.map((part) => `\${${part.text}}`).join("")}\``);
  const result = type as NumberedType;
  return [
    { name: "`", cost: 3, wishes: [number], result, render },
    { name: "`", cost: 3, wishes: [text, number], result, render },
    { name: "`", cost: 3, wishes: [number, text], result, render },
  ];
}

function lists(type: ts.Type, place: Place): readonly Operation[] {
  const { checker } = place;
  const elements = argumentsOf(type, checker);
  const render = (parts: readonly Part[]): Part =>
    primary(`[${parts.map(({ text }) => text).join(", ")}]`);
  const result = type as NumberedType;
  if (checker.isTupleType(type)) {
    const wishes = elements.map((each, at) => valueWish(String(at), each, place));
    return wishes.length === 0 ? [] : [{ name: "[]", cost: 2.5, wishes, result, render }];
  }
  const [element] = elements;
  if (!checker.isArrayType(type) || element === undefined) return [];
  const wishes = [valueWish("element", element, place)];
  return [literal("[]", LITERAL, type), { name: "[]", cost: 3, wishes, result, render }];
}

/** `{ name, age }`. */
function objects(type: ts.Type, place: Place): readonly Operation[] {
  const members = fieldsOf(type, place).filter(
    ({ flags }) => (flags & ts.SymbolFlags.Optional) === 0,
  );
  if (members.length === 0 || members.length > MOST_MEMBERS) return [];
  const wishes = members.map((one) => fieldWish(one, place));
  const render = (parts: readonly Part[]): Part =>
    primary(`{ ${members.map(({ name }, at) => field(name, parts[at])).join(", ")} }`);
  return [{ name: "{}", cost: 2.5, wishes, result: type as NumberedType, render }];
}

/** `{ ...person, age }`. */
function changedObjects(type: ts.Type, place: Place): readonly Operation[] {
  const members = fieldsOf(type, place);
  if (members.length < 2 || members.length > MOST_MEMBERS) return [];
  return members.map(
    (member): Operation => ({
      name: "{...}",
      cost: 3,
      wishes: [valueWish("base", type, place), fieldWish(member, place)],
      result: type as NumberedType,
      render: ([base, value]) =>
        primary(`{ ...${base && tight(base)}, ${field(member.name, value)} }`),
    }),
  );
}

const fieldWish = (member: ts.Symbol, place: Place) =>
  valueWish(member.name, place.checker.getTypeOfSymbol(member), place);

const field = (name: string, value: Part | undefined): string =>
  value?.text === name ? name : `${name}: ${value?.text}`;

/** The fields of a type that the project declares as a shape: a `Date` is not written out. */
function fieldsOf(type: ts.Type, { checker, program }: Place): readonly ts.Symbol[] {
  const isObject = (type.flags & ts.TypeFlags.Object) !== 0 && !type.isClass();
  const [declared] = type.symbol?.declarations ?? [];
  if (!isObject || declared === undefined || isForeign(declared, program)) return [];
  if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) return [];
  const members = checker.getPropertiesOfType(type);
  return members.every(({ name }) => isName(name)) ? members : [];
}

/** Whether a declaration is the library's or a package's. */
export const isForeign = (node: ts.Node, program: ts.Program): boolean => {
  const file = node.getSourceFile();
  return program.isSourceFileDefaultLibrary(file) || file.fileName.includes("/node_modules/");
};

function functions(type: ts.Type, place: Place): readonly Operation[] {
  const wish = functionWish("callback", type, new Set(), new Map(), place);
  if (wish === undefined) return [];
  const render = ([written]: readonly Part[]): Part => written ?? primary("");
  return [{ name: "=>", cost: 0.5, wishes: [wish], result: type as NumberedType, render }];
}
