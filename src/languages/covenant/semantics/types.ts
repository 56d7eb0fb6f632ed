/** Types as the reference compiler sees them: mostly opaque strings with a few known constructors. */

import type { Returns } from "../syntax/terms.ts";
import { PRIMITIVES, type PrimitiveName } from "../tables/kinds.ts";

export type Type =
  | { readonly kind: "primitive"; readonly name: PrimitiveName }
  | { readonly kind: "list"; readonly element: Type }
  | { readonly kind: "set"; readonly element: Type }
  | { readonly kind: "optional"; readonly inner: Type }
  /** Any other name; what stands between `<` and `>` is one argument, commas included. */
  | { readonly kind: "named"; readonly name: string; readonly args: readonly Type[] }
  | { readonly kind: "union"; readonly members: readonly Type[] }
  /** A row of a query; a declared struct is a `named` type and never expands to its fields. */
  | { readonly kind: "struct"; readonly fields: readonly StructField[] }
  | { readonly kind: "unknown" }
  /** What an undefined name or a malformed type leaves behind. */
  | { readonly kind: "error" }
  | { readonly kind: "none" };

export interface StructField {
  readonly name: string;
  readonly type: Type;
}

export const UNKNOWN: Type = { kind: "unknown" };
export const ERROR: Type = { kind: "error" };
export const NONE: Type = { kind: "none" };
export const ANY: Type = { kind: "named", name: "Any", args: [] };

const PRIMITIVE_TYPES: ReadonlyMap<string, Type> = new Map(
  PRIMITIVES.map((name) => [name, { kind: "primitive", name }]),
);

/** The primitive called `name`. */
export const primitive = (name: PrimitiveName): Type => PRIMITIVE_TYPES.get(name) ?? ERROR;

/** Whether `type` is that primitive. */
export const isPrimitive = (type: Type, name: PrimitiveName): boolean =>
  type.kind === "primitive" && type.name === name;

/** A list of `element`s. */
export const listOf = (element: Type): Type => ({ kind: "list", element });

/** `inner` or none. */
export const optionalOf = (inner: Type): Type => ({ kind: "optional", inner });

/** A name without arguments, whatever it says. */
export const named = (name: string): Type => ({ kind: "named", name, args: [] });

/** One of `members`. */
export const unionOf = (members: readonly Type[]): Type => ({ kind: "union", members });

/** Deeper nesting than anyone writes: such a type counts as malformed. */
const DEEPEST_NESTING = 32;

const CONSTRUCTORS: ReadonlyMap<string, (element: Type) => Type> = new Map([
  ["List", listOf],
  ["Set", (element: Type): Type => ({ kind: "set", element })],
  ["Optional", optionalOf],
]);

/** The type that `text` spells; `error` where it is malformed. */
export function readType(text: string): Type {
  const bases: string[] = [];
  let rest = text;
  for (let open = rest.indexOf("<"); open !== -1; open = rest.indexOf("<")) {
    if (!hasClosingCharacter(rest, open) || bases.length === DEEPEST_NESTING) return ERROR;
    bases.push(rest.slice(0, open));
    rest = rest.slice(open + 1, -1);
  }
  return bases.reduceRight(applyConstructor, readSimpleType(rest));
}

/** Whether the reference compiler crashes on `text`: `List<` opens an argument and nothing closes it. */
export const isMalformedType = (text: string): boolean =>
  text.includes("<") && readType(text) === ERROR;

/** The reference cuts off the last byte without looking at it. */
const hasClosingCharacter = (text: string, open: number): boolean =>
  open + 1 < text.length && text.charCodeAt(text.length - 1) < 0x80;

const applyConstructor = (argument: Type, base: string): Type =>
  CONSTRUCTORS.get(base)?.(argument) ?? { kind: "named", name: base, args: [argument] };

const readSimpleType = (text: string): Type =>
  PRIMITIVE_TYPES.get(text) ?? CONSTRUCTORS.get(text)?.(UNKNOWN) ?? named(text);

/** What a signature or an SQL query says it gives. */
export function typeOfReturns(returns: Returns): Type {
  switch (returns.kind) {
    case "single":
      return asOptional(readType(returns.type.text), returns.isOptional);
    case "collection":
      return listOf(readType(returns.of.text));
    case "union":
      return withinLimit(
        unionOf(
          returns.members.map(({ type, isOptional }) =>
            asOptional(readType(type.text), isOptional),
          ),
        ),
      );
  }
}

/** `type` itself, or an optional of it. */
export const asOptional = (type: Type, isOptional: boolean): Type =>
  isOptional ? optionalOf(type) : type;

/** Whether a value of type `found` may stand where `expected` is wanted. */
export function isCompatible(expected: Type, found: Type): boolean {
  if (isUnchecked(expected) || isUnchecked(found)) return true;
  if (expected.kind === "primitive" && found.kind === "primitive")
    return expected.name === found.name || (expected.name === "Float" && found.name === "Int");
  if (expected.kind === "none" && found.kind === "none") return true;
  if (expected.kind === "optional")
    return found.kind === "none"
      ? true
      : isCompatible(expected.inner, found.kind === "optional" ? found.inner : found);
  if (expected.kind === "list" && found.kind === "list")
    return isCompatible(expected.element, found.element);
  if (expected.kind === "set" && found.kind === "set")
    return isCompatible(expected.element, found.element);
  // A member must accept the whole value: a union is therefore not compatible with itself.
  if (expected.kind === "union")
    return expected.members.some((member) => isCompatible(member, found));
  if (found.kind === "union")
    return found.members.every((member) => isCompatible(expected, member));
  if (expected.kind === "named" && found.kind === "named")
    return found.name.startsWith(`${expected.name}::`) || isSameNamed(expected, found);
  if (expected.kind === "struct" && found.kind === "struct")
    return hasSameFields(expected.fields, found.fields);
  return false;
}

const isUnchecked = (type: Type): boolean =>
  type.kind === "unknown" ||
  type.kind === "error" ||
  (type.kind === "named" && type.name === "Any");

type NamedType = Extract<Type, { readonly kind: "named" }>;

const isSameNamed = (expected: NamedType, found: NamedType): boolean =>
  expected.name === found.name &&
  expected.args.length === found.args.length &&
  expected.args.every((argument, index) => isCompatible(argument, found.args[index] ?? ERROR));

function hasSameFields(expected: readonly StructField[], found: readonly StructField[]): boolean {
  const types = new Map(found.map(({ name, type }) => [name, type]));
  return (
    expected.length === found.length &&
    expected.every(({ name, type }) => {
      const other = types.get(name);
      return other !== undefined && isCompatible(type, other);
    })
  );
}

/** Longer texts than this tell nobody more. */
const LONGEST_DISPLAY = 1000;

/** The type as messages show it. */
export function displayType(type: Type): string {
  const text = spellType(type);
  return text.length > LONGEST_DISPLAY ? `${text.slice(0, LONGEST_DISPLAY)}…` : text;
}

/** A type may be shown as often as a file has findings. */
const SPELLINGS = new WeakMap<Type, string>();

/** The type in full, as the cases of a match on a union must spell its members. */
export function spellType(type: Type): string {
  if (type.kind === "primitive") return type.name;
  const spelling = SPELLINGS.get(type) ?? spell(type);
  SPELLINGS.set(type, spelling);
  return spelling;
}

function spell(type: Type): string {
  switch (type.kind) {
    case "primitive":
      return type.name;
    case "list":
      return `${spellType(type.element)}[]`;
    case "set":
      return `Set<${spellType(type.element)}>`;
    case "optional":
      return `${spellType(type.inner)}?`;
    case "named":
      return type.args.length === 0
        ? type.name
        : `${type.name}<${type.args.map(spellType).join(", ")}>`;
    case "union":
      return type.members.map(spellType).join(" | ");
    case "struct":
      return `{ ${spellFields(type.fields)} }`;
    case "unknown":
      return "?";
    case "error":
      return "<error>";
    case "none":
      return "none";
  }
}

/** A row with more fields is not told by its type. */
const MOST_FIELDS = 64;

function spellFields(fields: readonly StructField[]): string {
  const shown = fields.slice(0, MOST_FIELDS).map(({ name, type }) => `${name}: ${spellType(type)}`);
  return [...shown, ...(fields.length > MOST_FIELDS ? ["…"] : [])].join(", ");
}

/** Steps that build on each other could make a type grow without end, or double it each time. */
const LARGEST_TYPE = 64;

/** `type`, or `unknown` where it consists of more parts than any sensible one. */
export const withinLimit = (type: Type): Type =>
  partsLeft(type, LARGEST_TYPE) < 0 ? UNKNOWN : type;

/** What remains of `limit` after one is taken for each part of `type`; stops below zero. */
function partsLeft(type: Type, limit: number): number {
  let left = limit - 1;
  for (const part of partsOf(type)) {
    if (left < 0) return left;
    left = partsLeft(part, left);
  }
  return left;
}

/** The fields of a row are not counted: no step adds any. */
function partsOf(type: Type): readonly Type[] {
  switch (type.kind) {
    case "list":
    case "set":
      return [type.element];
    case "optional":
      return [type.inner];
    case "named":
      return type.args;
    case "union":
      return type.members;
    default:
      return [];
  }
}
