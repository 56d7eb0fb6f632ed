/** The shape of a specification in a journal, of every kind. */

import { z } from "zod";
import { NODE_KINDS } from "../../domain/node-contract.ts";
import { maybe } from "./maybe.ts";

const source = z.object({ path: z.string(), text: z.string() });

const asked = {
  name: z.string(),
  language: z.string(),
  text: z.string(),
  signature: maybe(z.string()),
  examples: z.array(
    z.object({
      call: z.string(),
      expected: z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("returns"), expression: z.string() }),
        z.object({ kind: z.literal("throws"), name: maybe(z.string()) }),
      ]),
    }),
  ),
  requirements: z.array(z.string()),
  contextFiles: z.array(source),
  testFiles: z.array(source),
  companions: z
    .array(z.object({ path: z.string(), purpose: z.string(), isOptional: z.boolean() }))
    .default([]),
};

const record = z.record(z.string(), z.json());
const tables = z.record(z.string(), z.array(record));
const outcome = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("returns"), value: z.json() }),
  z.object({ kind: z.literal("raises"), value: z.json() }),
]);
const behaviour = z.object({
  name: z.string(),
  isHidden: z.boolean(),
  args: record,
  given: z.object({
    tables,
    files: z.record(z.string(), z.string()),
    answers: z.record(z.string(), z.array(z.object({ args: maybe(record), outcome }))),
  }),
  expected: z.object({
    outcome: maybe(outcome),
    tables,
    files: z.record(z.string(), z.string().nullable()),
    calls: maybe(z.array(z.object({ function: z.string(), args: record }))),
  }),
});

const task = z.object({
  id: z.string(),
  split: z.enum(["development", "held-out"]),
  category: z.string(),
  complexity: z.enum(["simple", "moderate", "complex"]),
  functionId: z.string(),
  requirements: z.array(z.object({ id: z.string(), text: z.string(), priority: z.string() })),
  declarations: maybe(z.string()),
  definitions: z.array(z.object({ id: z.string(), kind: z.string() })),
  behaviours: z.array(behaviour),
});

export const specification = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("prose"), ...asked, grammar: maybe(source) }),
  z.object({ kind: z.literal("covenant-task"), ...asked, task }),
  z.object({
    kind: z.literal("node-contract"),
    ...asked,
    path: z.string(),
    contract: z.object({
      kind: z.enum(NODE_KINDS),
      name: z.string(),
      version: z.string(),
      description: z.string(),
      package: z.string(),
      inputModel: z.string(),
      outputModel: z.string(),
      operations: z.array(z.string()),
      errorCodes: z.array(z.string()),
      features: z.array(z.string()),
      subcontracts: z.array(z.string()),
      data: record,
    }),
  }),
  z.object({
    kind: z.literal("formal"),
    ...asked,
    path: z.string(),
    source: z.string(),
    slots: z.array(
      z.object({
        name: z.string(),
        role: z.enum(["helpers", "body", "term"]),
        start: z.number(),
        end: z.number(),
      }),
    ),
  }),
]);
