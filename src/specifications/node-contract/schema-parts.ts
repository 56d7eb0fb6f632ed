/** Parts of the contract's schema: values as lenient as the nodes' own loader takes them, blocks that know their keys. */

import { z } from "zod";

export const text = z.string({ error: "it must be text" }).min(1, "it says nothing");
export const anyText = z.string({ error: "it must be text" });
export const texts = z.array(anyText, { error: "it must be a list of texts" });
export const anything = z.json();
export const record = z.record(z.string(), anything, { error: "it must be a block of fields" });
export const listOf = <T extends z.ZodType>(item: T) =>
  z.array(item, { error: "it must be a list" });

const FLAGS = /^(?:true|false|yes|no|on|off|t|f|y|n|1|0)$/i;
export const flag = z.custom<boolean>(
  (value) =>
    typeof value === "boolean" ||
    value === 0 ||
    value === 1 ||
    (typeof value === "string" && FLAGS.test(value)),
  "it must be true or false",
);

/** A number, also one in quotes: the loader takes both. */
export const toNumber = (value: unknown): number => {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return Number(value);
  return typeof value === "string" && /^\s*[-+]?[\d._]+(?:e[-+]?\d+)?\s*$/i.test(value)
    ? Number(value.replaceAll("_", ""))
    : Number.NaN;
};

const range = (min: number, max: number): string =>
  max === Number.POSITIVE_INFINITY ? `${min} or more` : `${min} to ${max}`;

export const whole = (min: number, max: number = Number.POSITIVE_INFINITY) =>
  z.custom<number>(
    (value) => {
      const number = toNumber(value);
      return Number.isInteger(number) && number >= min && number <= max;
    },
    `it must be a whole number, ${range(min, max)}`,
  );

export const amount = (min: number, max: number = Number.POSITIVE_INFINITY) =>
  z.custom<number>(
    (value) => {
      const number = toNumber(value);
      return number >= min && number <= max;
    },
    `it must be a number, ${range(min, max)}`,
  );

export const oneOf = (...choices: readonly string[]) =>
  z.custom<string>(
    (value) => typeof value === "string" && choices.includes(value),
    `it must be one of ${choices.join(", ")}`,
  );

/** What an issue about a key that no block knows carries. */
export interface UnknownKey {
  readonly known: readonly string[];
  /** Whether the loader refuses it; others it overlooks. */
  readonly isRefused: boolean;
}

const NOT_A_BLOCK = "it must be a block of fields";

function block<Shape extends z.ZodRawShape>(shape: Shape, isRefused: boolean) {
  const unknown: UnknownKey = { known: Object.keys(shape), isRefused };
  const noKey = z.any().superRefine((_, context) => {
    context.addIssue({ code: "custom", message: "unknown key", params: { unknown } });
  });
  return z
    .object(shape, {
      error: ({ code }) => (code === "invalid_type" ? NOT_A_BLOCK : undefined),
    })
    .catchall(noKey);
}

/** A block whose unknown keys are refused. */
export const closed = <Shape extends z.ZodRawShape>(shape: Shape) => block(shape, true);
/** A block whose unknown keys the loader overlooks: they do nothing. */
export const open = <Shape extends z.ZodRawShape>(shape: Shape) => block(shape, false);

export const version = open({
  major: whole(0),
  minor: whole(0),
  patch: whole(0),
  prerelease: z.array(z.union([anyText, z.number()])).nullish(),
  build: texts.nullish(),
});
