/** A shape as a type, and in words. */

import type { Chooser } from "../chooser.ts";
import {
  type Field,
  listWords,
  type NumberShape,
  quoted,
  type Shape,
  type TextShape,
} from "./shape.ts";

export function typeOf(shape: Shape): string {
  switch (shape.kind) {
    case "flag":
      return "boolean";
    case "number":
      return "number";
    case "text":
      return "string";
    case "choice":
      return shape.values.map((value) => JSON.stringify(value)).join(" | ");
    case "list":
      return `readonly ${shape.items.kind === "choice" ? `(${typeOf(shape.items)})` : typeOf(shape.items)}[]`;
  }
}

/** `isExact` leaves no field out. */
export function interfaceOf(
  name: string,
  fields: readonly Field[],
  { isExact = false }: { readonly isExact?: boolean | undefined } = {},
): string {
  const members = fields.map(
    (field) =>
      `readonly ${field.name}${isExact || field.isRequired ? "" : "?"}: ${typeOf(field.shape)};`,
  );
  return `export interface ${name} { ${members.join(" ")} }`;
}

/** `a whole number from 1 to 9` */
export function describeShape(shape: Shape, chooser: Chooser): string {
  switch (shape.kind) {
    case "flag":
      return chooser.pick(["`true` or `false`", "a boolean"]);
    case "choice":
      return `${chooser.pick(["one of", "exactly one of the words"])} ${listWords(
        shape.values.map((value) => quoted(JSON.stringify(value))),
        "or",
      )}`;
    case "number":
      return `${shape.isWhole ? "a whole number" : "a number"}${describeBounds(shape, chooser)}`;
    case "text":
      return `a string${describeLength(shape)}`;
    case "list": {
      const { minItems, maxItems, isUnique, items } = shape;
      const many = describeCount(minItems, maxItems, "items");
      const unique = isUnique ? ", none of them twice" : "";
      return `an array${many}${unique}, each ${describeShape(items, chooser)}`;
    }
  }
}

function describeBounds({ least, most }: NumberShape, chooser: Chooser): string {
  if (least === undefined && most === undefined) return "";
  if (least !== undefined && most !== undefined && !least.isOpen && !most.isOpen)
    return chooser.pick([
      ` from ${least.value} to ${most.value}`,
      ` between ${least.value} and ${most.value}, both allowed`,
    ]);
  const low = least && (least.isOpen ? `greater than ${least.value}` : `not below ${least.value}`);
  const high = most && (most.isOpen ? `less than ${most.value}` : `at most ${most.value}`);
  return ` ${[low, high].filter((part) => part !== undefined).join(" and ")}`;
}

function describeLength({ minLength, maxLength, pattern }: TextShape): string {
  const length = describeCount(minLength, maxLength, "characters");
  const form = pattern === undefined ? "" : ` that matches the regular expression \`${pattern}\``;
  return `${length}${form}`;
}

function describeCount(least: number, most: number | undefined, things: string): string {
  const one = least === 1 ? things.slice(0, -1) : things;
  if (most === undefined) return least === 0 ? "" : ` of at least ${least} ${one}`;
  if (least === 0) return ` of at most ${most} ${most === 1 ? things.slice(0, -1) : things}`;
  return least === most ? ` of exactly ${most} ${one}` : ` of ${least} to ${most} ${things}`;
}
