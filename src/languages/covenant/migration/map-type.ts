/** Types of other languages as types of this one, with what was decided and what is lost. */

import { code } from "./code-span.ts";
import { findKnownType, takeName, toSnakeName, toTypeName } from "./names.ts";
import { readSourceType, type SourceField, type SourceType } from "./source-type.ts";
import {
  FUNCTIONS,
  LAZY_LISTS,
  LISTS,
  MAPS,
  NOTHING,
  PLAIN_TYPES,
  SETS,
  WRAPPERS,
} from "./type-table.ts";

/** A type of the language; how it is written depends on the place. */
export type MappedType =
  | { readonly kind: "plain"; readonly text: string }
  | { readonly kind: "list"; readonly element: string }
  | { readonly kind: "optional"; readonly inner: MappedType }
  | { readonly kind: "union"; readonly members: readonly MappedType[] }
  | { readonly kind: "nothing" };

/** A type that the result has to declare. */
export interface WantedType {
  readonly name: string;
  /** `undefined` where the source names it and does not say what is in it. */
  readonly fields: readonly { readonly name: string; readonly type: string }[] | undefined;
}

export interface TypeMapper {
  /** `text` as a type of the language; `place` names it where it has no name of its own. */
  map(text: string, place: string): MappedType;
  /** A class of the source, whatever its name means elsewhere. */
  declare(name: string): MappedType;
  /** `type` as a parameter, a field or an element has it: one type, and no union. */
  asParameter(type: MappedType): string;
  /** The types that have to be declared, in the order in which they were met. */
  readonly wanted: ReadonlyMap<string, WantedType>;
  /** What is lost, each once. */
  readonly notes: ReadonlySet<string>;
}

export interface TypeMapperOptions {
  /** Names that stand for any type. */
  readonly generics: ReadonlySet<string>;
  /** What `Self` means. */
  readonly object: string | undefined;
}

const ANY: MappedType = { kind: "plain", text: "Any" };
const plain = (text: string): MappedType => ({ kind: "plain", text });

/** Maps the types of one function; what it has met is kept. */
export function createTypeMapper({ generics, object }: TypeMapperOptions): TypeMapper {
  const wanted = new Map<string, WantedType>();
  const notes = new Set<string>();
  const taken = new Set<string>();

  const lose = (text: string, type: string, why: string): void => {
    notes.add(`${code(text)} became ${code(type)}: ${why}`);
  };

  function mapType(type: SourceType, place: string): MappedType {
    switch (type.kind) {
      case "name":
        return mapName(type.name, type.args, place);
      case "union":
        return mapUnion(type.members, place);
      case "list":
        return listOf(type.element, place);
      case "map":
        return mapOf(type.key, type.value, place);
      case "tuple":
        return struct(
          type.elements.map((element, index) => ({
            name: `item_${index + 1}`,
            type: element,
            isOptional: false,
          })),
          place,
          "a tuple",
        );
      case "object":
        return struct(type.fields, place, "an object type");
      case "literal":
        return plain(typeOfLiteral(type));
      case "function":
        notes.add(
          "There are no function values: a parameter that is a function became Any; call a function by its name, or one snippet for each case",
        );
        return ANY;
      case "unknown":
        return ANY;
    }
  }

  function mapName(name: string, args: readonly SourceType[], place: string): MappedType {
    const [first] = args;
    if (generics.has(name)) return plain(name);
    if (NOTHING.has(name)) return { kind: "nothing" };
    const known = PLAIN_TYPES.get(name);
    if (known !== undefined) {
      if (known.loss !== undefined) lose(name, known.type, known.loss);
      return plain(known.type);
    }
    if (name === "Optional") return optional(mapOrAny(first, place));
    if (name === "Union" || name === "Literal") return mapUnion(args, place);
    if (LISTS.has(name)) {
      if (LAZY_LISTS.has(name)) lose(name, "List", "all of its elements are made at once");
      return listOf(first, place);
    }
    if (SETS.has(name)) return plain(`Set<${asParameter(mapOrAny(first, place))}>`);
    if (MAPS.has(name)) return mapOf(first, args[1], place);
    if (name === "Counter") return plain(`Map<${asParameter(mapOrAny(first, place))}, Int>`);
    if (name === "tuple" || name === "Tuple") return mapTuple(args, place);
    if (FUNCTIONS.has(name)) return mapType({ kind: "function" }, place);
    if (WRAPPERS.has(name)) {
      if (name === "Partial") lose(name, "the whole type", "fields may be missing in the source");
      return mapOrAny(args.at(-1), place);
    }
    if (name === "Self" || name === "this") return object === undefined ? ANY : declare(object);
    return declared(name);
  }

  const mapOrAny = (type: SourceType | undefined, place: string): MappedType =>
    type === undefined ? ANY : mapType(type, place);

  const listOf = (element: SourceType | undefined, place: string): MappedType => ({
    kind: "list",
    element: asParameter(mapOrAny(element, place)),
  });

  function mapOf(
    key: SourceType | undefined,
    value: SourceType | undefined,
    place: string,
  ): MappedType {
    const keyType = key === undefined ? "String" : asParameter(mapType(key, place));
    return plain(`Map<${keyType}, ${asParameter(mapOrAny(value, place))}>`);
  }

  function mapTuple(args: readonly SourceType[], place: string): MappedType {
    const last = args.at(-1);
    const isList = args.length === 0 || (last?.kind === "name" && last.name === "...");
    return isList ? listOf(args[0], place) : mapType({ kind: "tuple", elements: args }, place);
  }

  /** A class, an interface, an enum or an alias of the source. */
  function declared(source: string): MappedType {
    const known = findKnownType(source);
    return known === undefined ? declare(source) : plain(known);
  }

  function declare(source: string): MappedType {
    const name = toTypeName(source, "Type");
    wanted.set(name, wanted.get(name) ?? { name, fields: undefined });
    taken.add(name);
    return plain(name);
  }

  function struct(fields: readonly SourceField[], place: string, what: string): MappedType {
    const name = takeName(toTypeName(place, "Type"), taken);
    const fieldNames = new Set<string>();
    const mapped = fields.map((field, index) => {
      const type = mapType(field.type, `${name} ${field.name}`);
      return {
        name: takeName(toSnakeName(field.name, `field_${index + 1}`), fieldNames),
        type: asParameter(field.isOptional ? optional(type) : type),
      };
    });
    wanted.set(name, { name, fields: mapped });
    notes.add(`${what} has no name in the source: it became the struct ${code(name)}`);
    return plain(name);
  }

  function mapUnion(types: readonly SourceType[], place: string): MappedType {
    const literals = types.filter((type) => type.kind === "literal" && type.of === "text");
    if (literals.length > 1) {
      const texts = literals.flatMap((type) => (type.kind === "literal" ? [code(type.text)] : []));
      notes.add(
        `Only ${texts.slice(0, 8).join(", ")} are meant: an enum would say so, a String does not`,
      );
    }
    const mapped = types.map((type) => mapType(type, place));
    const flat = mapped.flatMap((type): readonly MappedType[] => {
      const inner = type.kind === "optional" ? type.inner : type;
      return inner.kind === "union" ? inner.members : [inner];
    });
    const isOptional = mapped.some(({ kind }) => kind === "optional" || kind === "nothing");
    const members = distinct(flat.filter(({ kind }) => kind !== "nothing"));
    const [only] = members;
    if (only === undefined) return { kind: "nothing" };
    const type: MappedType = members.length === 1 ? only : { kind: "union", members };
    return isOptional ? optional(type) : type;
  }

  /** The type where it stands for one value: a union of types is no type of a parameter. */
  function asParameter(type: MappedType): string {
    const inner = type.kind === "optional" ? type.inner : type;
    if (inner.kind === "union") {
      const texts = inner.members.map((member) => code(asParameter(member)));
      notes.add(`A parameter or an element has one type: ${texts.join(" or ")} became Any`);
    }
    return writeParameter(type);
  }

  return {
    declare,
    asParameter,
    map: (text, place) => mapType(readSourceType(text), place),
    wanted,
    notes,
  };
}

function typeOfLiteral({ of, text }: Extract<SourceType, { readonly kind: "literal" }>): string {
  if (of === "number") return text.includes(".") ? "Float" : "Int";
  return of === "text" ? "String" : "Bool";
}

const optional = (inner: MappedType): MappedType =>
  inner.kind === "optional" || inner.kind === "nothing" ? inner : { kind: "optional", inner };

/** Each once; a Float takes an Int. */
function distinct(members: readonly MappedType[]): readonly MappedType[] {
  const byText = new Map(members.map((member) => [writeParameter(member), member]));
  if (byText.has("Float")) byText.delete("Int");
  return byText.has("Any") ? [ANY] : [...byText.values()];
}

/** A type as a parameter, a field or an element has it. */
export function writeParameter(type: MappedType): string {
  switch (type.kind) {
    case "plain":
      return type.text;
    case "list":
      return `List<${type.element}>`;
    case "optional":
      return `Optional<${writeParameter(type.inner)}>`;
    case "union":
    case "nothing":
      return "Any";
  }
}
