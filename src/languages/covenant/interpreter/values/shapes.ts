/** The structs and enums that values can be of. */

import type {
  EnumSignature,
  FieldDeclaration,
  Program,
  StructSignature,
} from "../../syntax/ast.ts";
import { orNone, readValueType, type ValueType } from "./value-type.ts";

export interface FieldShape {
  readonly name: string;
  readonly type: ValueType;
  readonly isOptional: boolean;
}

/** By name of the declaration. */
export interface Shapes {
  readonly structs: ReadonlyMap<string, readonly FieldShape[]>;
  /** The payload of each variant, in declared order. */
  readonly enums: ReadonlyMap<string, ReadonlyMap<string, readonly FieldShape[]>>;
}

const field = (name: string, type: string): FieldShape => ({
  name,
  type: readValueType(type),
  isOptional: false,
});

/** Optional, so that an expected error need not repeat the words of one. */
const MESSAGE: readonly FieldShape[] = [{ ...field("message", "String?"), isOptional: true }];

/** Structs that need no declaration; a declaration of the same name comes before them. */
const BUILT_IN: ReadonlyMap<string, readonly FieldShape[]> = new Map([
  ["RuntimeError", MESSAGE],
  ["DatabaseError", MESSAGE],
  ["IoError", MESSAGE],
  ["ParseError", MESSAGE],
  ["DecodeError", MESSAGE],
  ["DirEntry", [field("name", "String"), field("is_dir", "Bool")]],
  ["FileStat", [field("size", "Int"), field("is_dir", "Bool")]],
]);

/** Whether a struct is an error that the language brings along. */
export const isBuiltInError = (type: string | undefined): boolean =>
  type !== undefined && BUILT_IN.get(type) === MESSAGE;

/** Those of a file and those that need no declaration. */
export function collectShapes(program: Program): Shapes {
  const structs = new Map(BUILT_IN);
  const enums = new Map<string, ReadonlyMap<string, readonly FieldShape[]>>();
  for (const signature of findTypeSignatures(program)) {
    const name = signature.name.text;
    if (signature.kind === "struct") {
      structs.set(name, signature.fields.map(readField));
      enums.delete(name);
    } else {
      enums.set(
        name,
        new Map(signature.variants.map(({ name, fields }) => [name.text, fields.map(readField)])),
      );
      structs.delete(name);
    }
  }
  return { structs, enums };
}

function* findTypeSignatures(program: Program): Generator<StructSignature | EnumSignature> {
  for (const { sections } of program.snippets)
    for (const section of sections) {
      if (section.kind === "types") yield* section.types;
      if (section.kind === "signature" && section.signature.kind !== "fn") yield section.signature;
    }
}

/** A field of a struct or variant, or a column of a table. */
export const readField = ({ name, type, isOptional }: FieldDeclaration): FieldShape => ({
  name: name.text,
  type: orNone(readValueType(type.text), isOptional),
  isOptional: isOptional || isOptionalType(type.text),
});

const isOptionalType = (text: string): boolean => readValueType(text).kind === "optional";

/** The last part of a name such as `shop.Item`: types go by the name of their signature. */
export const typeNameOf = (written: string): string =>
  written.slice(written.lastIndexOf(".") + 1).trim();

/** `Color` and `Red` of `Color::Red`; `undefined` for a name without `::`. */
export function splitVariant(written: string): readonly [string, string] | undefined {
  const at = written.lastIndexOf("::");
  return at < 0 ? undefined : [typeNameOf(written.slice(0, at)), written.slice(at + 2).trim()];
}
