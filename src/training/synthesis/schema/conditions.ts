/** When a value is none of its shape: as code, and as a check of our own that the code is held against. */

import type { Value } from "../write-value.ts";
import type { Field, NumberShape, Shape, TextShape } from "./shape.ts";

/** An expression that is true for a value that is wrong. */
export interface Condition {
  readonly code: string;
  /** Almost the same, and wrong. */
  readonly slip: { readonly why: string; readonly code: string } | undefined;
}

/** Conditions that are joined with `||`, types first: what follows leans on them. */
export function conditionsOf(shape: Shape, x: string): readonly Condition[] {
  switch (shape.kind) {
    case "flag":
      return [plain(`typeof ${x} !== "boolean"`)];
    case "choice": {
      const list = `[${shape.values.map((value) => JSON.stringify(value)).join(", ")}]`;
      return [
        plain(`typeof ${x} !== "string"`),
        {
          code: `!${list}.includes(${x})`,
          slip: {
            why: "Takes words in any case",
            code: `!${list}.some((word) => word.toLowerCase() === ${x}.toLowerCase())`,
          },
        },
      ];
    }
    case "number":
      return numberConditions(shape, x);
    case "text":
      return textConditions(shape, x);
    case "list": {
      const { minItems, maxItems, isUnique, items } = shape;
      const bad = conditionsOf(items, "item").map(({ code }) => code);
      return [
        plain(`!Array.isArray(${x})`),
        ...(minItems > 0 ? [bounded(`${x}.length`, "<", minItems)] : []),
        ...(maxItems === undefined ? [] : [bounded(`${x}.length`, ">", maxItems)]),
        ...(isUnique ? [plain(`new Set(${x}).size < ${x}.length`)] : []),
        {
          code: `${x}.some((item: unknown) => ${bad.join(" || ")})`,
          slip: {
            why: "Looks at the kind of an item only",
            code: `${x}.some((item: unknown) => ${bad[0]})`,
          },
        },
      ];
    }
  }
}

const plain = (code: string): Condition => ({ code, slip: undefined });

const bounded = (x: string, sign: "<" | "<=" | ">" | ">=", limit: number): Condition => ({
  code: `${x} ${sign} ${limit}`,
  slip: {
    why: `Is off by one at ${limit}`,
    code: `${x} ${sign.length === 1 ? `${sign}=` : sign.slice(0, 1)} ${limit}`,
  },
});

function numberConditions({ isWhole, least, most }: NumberShape, x: string): readonly Condition[] {
  return [
    plain(`typeof ${x} !== "number"`),
    ...(isWhole
      ? [
          {
            code: `!Number.isInteger(${x})`,
            slip: { why: "Takes fractions", code: `Number.isNaN(${x})` },
          },
        ]
      : []),
    ...(least === undefined ? [] : [bounded(x, least.isOpen ? "<=" : "<", least.value)]),
    ...(most === undefined ? [] : [bounded(x, most.isOpen ? ">=" : ">", most.value)]),
  ];
}

function textConditions(
  { minLength, maxLength, pattern }: TextShape,
  x: string,
): readonly Condition[] {
  return [
    plain(`typeof ${x} !== "string"`),
    ...(minLength > 0 ? [bounded(`${x}.length`, "<", minLength)] : []),
    ...(maxLength === undefined ? [] : [bounded(`${x}.length`, ">", maxLength)]),
    ...(pattern === undefined
      ? []
      : [
          {
            code: `!${regexOf(pattern)}.test(${x})`,
            slip: { why: "Takes any string", code: `${x} === "?"` },
          },
        ]),
  ];
}

/** A regular expression literal. */
const regexOf = (pattern: string): string => `/${new RegExp(pattern, "u").source}/u`;

/** The same, decided here: whether `value` is wrong for the field; `undefined` is a field that is missing. */
export function isWrong({ shape, isRequired, isNullable }: Field, value: Value): boolean {
  if (value === undefined) return isRequired;
  return value === null ? !isNullable : isOutside(shape, value);
}

function isOutside(shape: Shape, value: Value): boolean {
  switch (shape.kind) {
    case "flag":
      return typeof value !== "boolean";
    case "choice":
      return typeof value !== "string" || !shape.values.includes(value);
    case "number": {
      if (typeof value !== "number" || (shape.isWhole && !Number.isInteger(value))) return true;
      const { least, most } = shape;
      const isLow = least && (least.isOpen ? value <= least.value : value < least.value);
      const isHigh = most && (most.isOpen ? value >= most.value : value > most.value);
      return isLow === true || isHigh === true;
    }
    case "text":
      return (
        typeof value !== "string" ||
        value.length < shape.minLength ||
        value.length > (shape.maxLength ?? value.length) ||
        (shape.pattern !== undefined && !new RegExp(shape.pattern, "u").test(value))
      );
    case "list":
      return (
        !Array.isArray(value) ||
        value.length < shape.minItems ||
        value.length > (shape.maxItems ?? value.length) ||
        (shape.isUnique && new Set(value).size < value.length) ||
        (value as readonly Value[]).some((item) => isOutside(shape.items, item))
      );
  }
}
