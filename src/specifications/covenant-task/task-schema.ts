/** The shape of a task file. */

import { z } from "zod";
import type { Answer, Behaviour, CallOutcome } from "../../domain/behaviour.ts";
import type { JsonValue } from "../../domain/json.ts";

const line = z.string().trim().min(1, "it says nothing");
const typeName = line;
/** A part of a whole name: lower case words joined by underscores, or a type's name. */
const name = z.string().regex(/^[A-Za-z_]\w*$/, "it is no name: letters, digits and underscores");
const moduleName = z
  .string()
  .regex(/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/, "it is no module's name, e.g. shop or shop.cart");
const list = <T extends z.ZodType>(item: T) => z.array(item).default([]);
const record = z.record(z.string(), z.json());

const returns = z
  .union(
    [
      z.null(),
      z.strictObject({ type: typeName, optional: z.boolean().default(false) }),
      z.strictObject({ collection: typeName }),
      z.strictObject({ union: z.array(typeName).min(1) }),
    ],
    {
      error:
        "write { type: T }, { type: T, optional: true }, { collection: T }, { union: [A, B] } or null",
    },
  )
  .describe("returns");

const effect = z.union(
  [
    line.transform((text) => ({ name: text, parameters: {} })),
    z.strictObject({ name: line, parameters: z.record(z.string(), z.string()).default({}) }),
  ],
  { error: "an effect is a name, or { name: …, parameters: { … } }" },
);

/** `returns` or `raises`, not both; a value may be null. */
const outcome = { returns: z.json().optional(), raises: z.json().optional() };
type Said = { readonly returns?: JsonValue | undefined; readonly raises?: JsonValue | undefined };
const saysBoth = ({ returns: value, raises }: Said): boolean =>
  value !== undefined && raises !== undefined;
const BOTH = "it says both returns and raises";

function toOutcome({ returns: value, raises }: Said): CallOutcome | undefined {
  if (raises !== undefined) return { kind: "raises", value: raises };
  return value === undefined ? undefined : { kind: "returns", value };
}

const answer = z
  .strictObject({ args: record.optional(), ...outcome })
  .refine((said) => !saysBoth(said), BOTH)
  .transform(
    ({ args, ...said }): Answer => ({
      args,
      outcome: toOutcome(said) ?? { kind: "returns", value: null },
    }),
  );

const tables = z.record(z.string(), z.array(record)).default({});

const behaviour = z
  .strictObject({
    name: line,
    example: z.boolean().default(false),
    args: record.default({}),
    given: z
      .strictObject({
        tables,
        files: z.record(z.string(), z.string()).default({}),
        answers: z.record(z.string(), z.array(answer)).default({}),
      })
      .default({ tables: {}, files: {}, answers: {} }),
    ...outcome,
    tables,
    files: z.record(z.string(), z.string().nullable()).default({}),
    calls: z.array(z.strictObject({ function: line, args: record.default({}) })).optional(),
  })
  .refine((said) => !saysBoth(said), BOTH)
  .refine(
    (said) =>
      toOutcome(said) !== undefined ||
      said.calls !== undefined ||
      Object.keys(said.tables).length + Object.keys(said.files).length > 0,
    "it expects nothing: say returns, raises, tables, files or calls",
  )
  .transform(
    ({ name: title, example, args, given, tables: after, files, calls, ...said }): Behaviour => ({
      name: title,
      isHidden: !example,
      args,
      given,
      expected: { outcome: toOutcome(said), tables: after, files, calls },
    }),
  );

const parameter = z.strictObject({ name, type: typeName, description: line.optional() });

export const taskSchema = z.strictObject({
  language: line,
  id: line,
  title: line,
  category: line,
  complexity: z.enum(["simple", "moderate", "complex"]),
  module: moduleName,
  function: name,
  description: line,
  parameters: list(parameter),
  returns,
  effects: list(effect),
  requirements: list(
    z.strictObject({
      id: line,
      text: line,
      priority: z.enum(["critical", "high", "medium", "low"]).default("medium"),
    }),
  ),
  declarations: z.string().optional(),
  snippets: list(z.strictObject({ id: line, kind: line })),
  behaviours: list(behaviour),
});

/** What a task file says, defaults filled in. */
export type TaskFile = z.output<typeof taskSchema>;
