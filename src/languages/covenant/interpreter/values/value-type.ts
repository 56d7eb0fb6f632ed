/** Declared types as shapes of values. The checker keeps a type such as `Map<K, V>` as text; values need what is inside. */

import type { Returns } from "../../syntax/terms.ts";

export type ValueType =
  | { readonly kind: SimpleType }
  | { readonly kind: "list" | "set" | "map" | "optional"; readonly inner: ValueType }
  | { readonly kind: "union"; readonly members: readonly ValueType[] }
  /** A struct, an enum, or a name that nothing declares. */
  | { readonly kind: "named"; readonly name: string };

type SimpleType = "int" | "float" | "bool" | "text" | "moment" | "bytes" | "none" | "any";

export const ANY: ValueType = { kind: "any" };

const SIMPLE: ReadonlyMap<string, SimpleType> = new Map([
  ["Int", "int"],
  ["Float", "float"],
  ["Decimal", "float"],
  ["Bool", "bool"],
  ["String", "text"],
  ["Char", "text"],
  ["DateTime", "moment"],
  ["Bytes", "bytes"],
  ["Unit", "none"],
  ["None", "none"],
  ["Void", "none"],
  ["none", "none"],
  ["Any", "any"],
  ["Json", "any"],
  ["List", "any"],
  ["Set", "any"],
  ["Map", "any"],
  ["Optional", "any"],
]);

const CONTAINERS: ReadonlyMap<string, "list" | "set" | "map" | "optional"> = new Map([
  ["List", "list"],
  ["Set", "set"],
  ["Map", "map"],
  ["Optional", "optional"],
]);

/** What is nested deeper is `Any`. */
const MAX_NESTING = 40;

/** Reads a type as the source or a diagnostic writes it: `List<Int>`, `Map<String, T>`, `User?`, `DirEntry[]`, `A | B`. */
export function readValueType(text: string, nesting = 0): ValueType {
  const written = text.trim();
  if (nesting > MAX_NESTING) return ANY;
  const members = splitOutside(written, "|");
  if (members.length > 1)
    return { kind: "union", members: members.map((member) => readValueType(member, nesting + 1)) };
  const inner = (end: number, start = 0): ValueType =>
    readValueType(written.slice(start, end), nesting + 1);
  if (written.endsWith("?")) return { kind: "optional", inner: inner(-1) };
  if (written.endsWith("[]")) return { kind: "list", inner: inner(-2) };
  const open = written.indexOf("<");
  if (open > 0 && written.endsWith(">")) {
    const base = written.slice(0, open).trim();
    const container = CONTAINERS.get(base);
    if (container === undefined) return { kind: "named", name: base };
    const last = splitOutside(written.slice(open + 1, -1), ",").at(-1) ?? "";
    return { kind: container, inner: readValueType(last, nesting + 1) };
  }
  const simple = SIMPLE.get(written);
  return simple === undefined ? { kind: "named", name: written } : { kind: simple };
}

/** Parts between separators that stand outside of all angle brackets. */
function splitOutside(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === "<") depth += 1;
    else if (character === ">") depth -= 1;
    else if (character === separator && depth === 0) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

/** `type`, or none where it is optional. */
export const orNone = (type: ValueType, isOptional: boolean): ValueType =>
  isOptional ? { kind: "optional", inner: type } : type;

/** The type of a declared result. */
export function readReturns(returns: Returns): ValueType {
  if (returns.kind === "single")
    return orNone(readValueType(returns.type.text), returns.isOptional);
  if (returns.kind === "collection") return { kind: "list", inner: readValueType(returns.of.text) };
  return {
    kind: "union",
    members: returns.members.map(({ type, isOptional }) =>
      orNone(readValueType(type.text), isOptional),
    ),
  };
}
