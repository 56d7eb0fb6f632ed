/** What a file says about the types it names, and which of them cannot stand for one another. */

import { firstSection, sectionsOf } from "../semantics/declarations.ts";
import { asOptional, NONE, named, readType, type Type } from "../semantics/types.ts";
import type { EnumSignature, FieldDeclaration, Program, StructSignature } from "../syntax/ast.ts";
import { PREDECLARED_TYPES, PRIMITIVES } from "../tables/kinds.ts";
import type { Value } from "./values.ts";

export type Fields = ReadonlyMap<string, FieldDeclaration>;

/** Types of the language that are what their name says and nothing else. */
const DISTINCT: ReadonlySet<string> = new Set([
  "Map",
  "Unit",
  "IoError",
  "DirEntry",
  "FileStat",
  "ParseError",
  "DecodeError",
]);

const PREDECLARED: ReadonlySet<string> = new Set([...PRIMITIVES, ...PREDECLARED_TYPES]);

/** The types of one file, declared in snippets of their own or in `types` sections. */
export class KnownTypes {
  readonly #declared = new Map<string, StructSignature | EnumSignature>();
  readonly #fields = new Map<StructSignature, Fields>();
  readonly #variants = new Map<EnumSignature, ReadonlyMap<string, Fields>>();

  constructor({ snippets }: Program) {
    for (const snippet of snippets)
      for (const { types } of sectionsOf(snippet, "types"))
        for (const type of types) this.#declared.set(type.name.text, type);
    for (const snippet of snippets) {
      const signature = firstSection(snippet, "signature")?.signature;
      if (signature !== undefined && signature.kind !== "fn" && signature.kind === snippet.kind)
        this.#declared.set(signature.name.text, signature);
    }
  }

  isDeclared(name: string): boolean {
    return PREDECLARED.has(name) || this.#declared.has(name);
  }

  /** Whether this file declares it, and not the language. */
  isDeclaredHere(name: string): boolean {
    return this.#declared.has(name);
  }

  /** Every name that a type may use. */
  names(): readonly string[] {
    return [...this.#declared.keys(), ...PREDECLARED];
  }

  /** The fields of the struct called `name`. */
  findStruct(name: string): Fields | undefined {
    const signature = this.#declared.get(name);
    if (signature?.kind !== "struct") return undefined;
    const known = this.#fields.get(signature) ?? byName(signature.fields);
    this.#fields.set(signature, known);
    return known;
  }

  /** The variants of the enum called `name`, each with its fields. */
  findEnum(name: string): ReadonlyMap<string, Fields> | undefined {
    const signature = this.#declared.get(name);
    if (signature?.kind !== "enum") return undefined;
    const known =
      this.#variants.get(signature) ??
      new Map(signature.variants.map(({ name, fields }) => [name.text, byName(fields)]));
    this.#variants.set(signature, known);
    return known;
  }

  /** Whether a value can stand nowhere where one of type `expected` is wanted. */
  isMismatch(expected: Type, { type, isOurs }: Value): boolean {
    // An earlier step may have made sure that an optional field is not none; no type says so.
    return this.#isMismatch(expected, isOurs && type.kind === "optional" ? type.inner : type);
  }

  /** Whether it is known what a value of this type is. */
  isDistinct(type: Type): boolean {
    if (type.kind === "named") return DISTINCT.has(type.name) || this.#declared.has(type.name);
    return type.kind !== "unknown" && type.kind !== "error";
  }

  #isMismatch(expected: Type, value: Type): boolean {
    const found = withoutVariant(value);
    if (!this.isDistinct(expected) || !this.isDistinct(found)) return false;
    if (found.kind === "union")
      return found.members.some((member) => this.#isMismatch(expected, member));
    if (expected.kind === "union")
      return expected.members.every((member) => this.#isMismatch(member, found));
    if (expected.kind === "optional")
      return (
        found.kind !== "none" &&
        this.#isMismatch(expected.inner, found.kind === "optional" ? found.inner : found)
      );
    if (found.kind === "optional")
      return this.#isMismatch(expected, found.inner) || this.#isMismatch(expected, NONE);
    if (expected.kind === "primitive" && found.kind === "primitive")
      return !isSubtype(expected.name, found.name);
    if (expected.kind === "list" && found.kind === "list")
      return this.#isMismatch(expected.element, found.element);
    if (expected.kind === "set" && found.kind === "set")
      return this.#isMismatch(expected.element, found.element);
    if (isNothing(expected) && isNothing(found)) return false;
    if (expected.kind === "named" && found.kind === "named") return expected.name !== found.name;
    // The rows of a query have no name to compare.
    return !(isRecord(expected) && isRecord(found)) && expected.kind !== found.kind;
  }
}

const byName = (fields: readonly FieldDeclaration[]): Fields =>
  new Map(fields.map((field) => [field.name.text, field]));

/** A value of type `Shape::Circle` is a `Shape`. */
function withoutVariant(type: Type): Type {
  if (type.kind !== "named") return type;
  const { enumName } = splitVariant(type.name);
  return enumName === undefined ? type : named(enumName);
}

const isNothing = (type: Type): boolean =>
  type.kind === "none" || (type.kind === "named" && type.name === "Unit");

const isRecord = ({ kind }: Type): boolean => kind === "struct" || kind === "named";

/** There are no literals of type Char: text stands in for them. */
const isSubtype = (expected: string, found: string): boolean =>
  expected === found ||
  (expected === "Float" && found === "Int") ||
  (expected === "Char" && found === "String") ||
  (expected === "String" && found === "Char");

/** `Shape` and `Circle` of `Shape::Circle`; only the variant of `Circle`. */
export function splitVariant(name: string): {
  readonly enumName: string | undefined;
  readonly variantName: string;
} {
  const separator = name.lastIndexOf("::");
  return separator === -1
    ? { enumName: undefined, variantName: name }
    : { enumName: name.slice(0, separator), variantName: name.slice(separator + 2) };
}

/** The type of a value that is read from a field. */
export const typeOfField = ({ type, isOptional }: FieldDeclaration): Type =>
  asOptional(readType(type.text), isOptional);
