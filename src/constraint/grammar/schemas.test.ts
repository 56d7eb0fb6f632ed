/** Schemas of this project as what an answer is held to: what can be written under them can be read. */

import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { JsonRecord } from "../../domain/json.ts";
import { EXPLANATION_SCHEMA } from "../../pipeline/explanation/explanation-shape.ts";
import { FINDINGS_SCHEMA } from "../../pipeline/review/finding-shape.ts";
import { createDraw } from "../../std/create-draw.ts";
import { openConstraintEngine } from "../engines/open-engine.ts";
import { createSingleByteVocabulary } from "../vocabulary/byte-vocabulary.ts";
import { sampleText } from "./sample-text.ts";
import { schemaOf } from "./schema-of.ts";

const isFull = process.env["SPECWRIGHT_CONSTRAINT_TESTS"] === "full";
const lines = z.object({ start: z.int(), end: z.int() });
const ZOD: Readonly<Record<string, z.ZodType>> = {
  explanation: z.strictObject({
    summary: z.string(),
    parts: z.array(z.strictObject({ lines: lines.strict(), text: z.string() })),
    answer: z.string().nullable(),
  }),
  findings: z.strictObject({
    findings: z.array(
      z.strictObject({
        id: z.string(),
        status: z.enum(["met", "violated", "unclear"]),
        severity: z.enum(["error", "warning", "information", "hint"]),
        lines: lines.strict().nullable(),
        quote: z.string().nullable(),
        reason: z.string(),
      }),
    ),
  }),
  "a source file": z.strictObject({ path: z.string().min(1), text: z.string() }),
  "one of two": z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("returns"), expression: z.string() }),
    z.strictObject({ kind: z.literal("throws"), name: z.string().nullable() }),
  ]),
  "numbers in bounds": z.strictObject({
    share: z.number().min(0).max(1),
    counts: z.array(z.int().min(1).max(9)).min(1).max(3),
  }),
  "a record": z.record(z.string(), z.boolean()),
};

const compiler = await openConstraintEngine().engine.load(createSingleByteVocabulary());
function open(schema: JsonRecord) {
  const compiled = compiler.compile({ kind: "schema", schema });
  if (!compiled.isCompiled) throw new Error(JSON.stringify(compiled.refusals));
  return compiled.openSession;
}
function write(schema: JsonRecord, count: number): readonly string[] {
  const session = open(schema);
  const draw = createDraw(3);
  return Array.from({ length: count }, () => sampleText(session(), { draw })).flatMap(
    ({ kind, text }) => (kind === "whole" ? [text] : []),
  );
}

describe.each(Object.entries(ZOD))("zod's own schema of %s", (_, shape) => {
  const schema = schemaOf(shape);

  test("lets nothing be written that zod does not read", () => {
    const texts = write(schema, isFull ? 200 : 25);

    expect(texts.length).toBeGreaterThan(10);
    for (const text of texts) expect(shape.safeParse(JSON.parse(text)).error).toBeUndefined();
  });
});

test.each([
  ["explanation", EXPLANATION_SCHEMA],
  ["findings", FINDINGS_SCHEMA],
] as const)(
  "the schema that models are asked with for %s is one that zod reads",
  (name, schema) => {
    const shape = ZOD[name];
    const texts = write(schema as JsonRecord, isFull ? 200 : 25);

    expect(texts.length).toBeGreaterThan(10);
    for (const text of texts) expect(shape?.safeParse(JSON.parse(text)).error).toBeUndefined();
  },
);
