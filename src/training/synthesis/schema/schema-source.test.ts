import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isFault } from "../../../domain/fault.ts";
import { describeExample } from "../../../domain/specification.ts";
import { parseExample } from "../../../specifications/prose/index.ts";
import { ORDER_SCHEMA } from "../../../testing/order-schema.ts";
import { expectedOf, runDraft } from "../../../testing/run-draft.ts";
import { createChooser } from "../chooser.ts";
import type { SynthesisSource } from "../draft.ts";
import { readSchema } from "./read-schema.ts";
import { openSchemaSource } from "./schema-source.ts";

const open = (schema: unknown): SynthesisSource =>
  openSchemaSource(
    { path: "order.json", text: typeof schema === "string" ? schema : JSON.stringify(schema) },
    () => ["AB-1234", "XY-0007", "QQ-9999"],
  );
const source = open(ORDER_SCHEMA);
const seeds = fc.record({ seed: fc.nat(), at: fc.nat(source.makers.length - 1) });
const drawn = ({ seed, at }: { readonly seed: number; readonly at: number }) =>
  source.makers[at]?.(createChooser(seed));

describe("openSchemaSource()", () => {
  test("makes drafts whose references do what their rules say", () => {
    fc.assert(
      fc.property(seeds, (each) => {
        const draft = drawn(each);
        if (draft !== undefined) expect(runDraft(draft)).toEqual(expectedOf(draft));
      }),
      { numRuns: 150 },
    );
  });

  test("makes examples that can be read back from a line", () => {
    fc.assert(
      fc.property(seeds, (each) => {
        for (const { call, expected } of drawn(each)?.calls ?? []) {
          if (expected === undefined) continue;
          expect(parseExample(describeExample({ call, expected }))).toEqual({ call, expected });
        }
      }),
      { numRuns: 100 },
    );
  });

  test("makes the same drafts for the same seed", () => {
    fc.assert(
      fc.property(seeds, (each) => {
        expect(drawn(each)).toEqual(drawn(each));
      }),
      { numRuns: 30 },
    );
  });

  test("makes every kind of work, with slips that calls tell", () => {
    const kinds = new Map<string, number>();
    for (let seed = 0; seed < 3; seed += 1)
      for (const make of source.makers) {
        const draft = make(createChooser(seed));
        if (draft === undefined) continue;
        const right = expectedOf(draft).join("\n");
        const isTold = draft.slips.some(({ text }) => runDraft(draft, text).join("\n") !== right);
        expect({ reference: draft.reference, isTold }).toMatchObject({ isTold: true });
        kinds.set(draft.category, (kinds.get(draft.category) ?? 0) + 1);
      }

    expect([...kinds.keys()].toSorted()).toEqual(
      ["validators", "parsers", "normalisers", "defaults", "projections"].toSorted(),
    );
  });

  const withProperty = (property: unknown, more: object = {}) => ({
    type: "object",
    properties: { a: { type: "string" }, b: { type: "boolean" }, c: property },
    ...more,
  });

  test.each([
    [
      "an unsupported keyword",
      withProperty({ anyOf: [] }),
      "#/properties/c: anyOf is not supported",
    ],
    ["several types", withProperty({ type: ["string", "integer"] }), "more types than one"],
    ["no type", withProperty({}), "it has no type"],
    ["a property that says nothing", withProperty(true), "true says nothing"],
    ["a record that holds itself", withProperty({ $ref: "#" }), "it holds itself, by a cycle"],
    ["a $ref to itself", withProperty({ $ref: "#/properties/c" }), "leads back to itself"],
    ["a $ref to nowhere", withProperty({ $ref: "#/$defs/no" }), "leads nowhere"],
    ["a $ref out of the file", withProperty({ $ref: "other.json" }), "leads out of the file"],
    ["an enum of numbers", withProperty({ enum: [1, 2] }), "only an enum of two or more"],
    ["bounds without room", withProperty({ type: "integer", minimum: 5, maximum: 5 }), "too few"],
    [
      "a pattern without texts",
      withProperty({ type: "string", pattern: "(" }),
      "no texts are found",
    ],
    ["a list of anything", withProperty({ type: "array" }), "its items have no schema"],
  ])("leaves out %s, and says so", (_, schema, said) => {
    const { skipped, makers } = open(schema);

    expect(skipped.join("\n")).toContain(said);
    expect(makers.length).toBeGreaterThan(0);
  });

  test.each([
    ["what is no JSON", "{", "it is no JSON"],
    ["a list", [], "it is a list or a value"],
    ["an object that is none", { name: "x" }, "none of a schema's keywords"],
    ["a schema of a text", { type: "string" }, "no object with two plain properties"],
    [
      "an object of one property",
      { properties: { a: { type: "string" } } },
      "two plain properties",
    ],
    ["a $ref alone", { $ref: "#" }, "no object with two plain properties"],
  ])("refuses %s", (_, schema, said) => {
    let fault: unknown;
    try {
      open(schema);
    } catch (error) {
      fault = error;
    }

    expect(isFault(fault, "specification/invalid") && fault.message).toContain(said);
  });
});

describe("readSchema()", () => {
  test("reads bounds, defaults, and what may be missing or null", () => {
    const { records } = readSchema(
      { path: "order.json", text: JSON.stringify(ORDER_SCHEMA) },
      () => ["AB-1234", "XY-0007"],
    );

    expect(records.map(({ name, fields }) => [name, fields.length])).toEqual([
      ["Order", 8],
      ["Line", 3],
    ]);
    expect(records[0]?.fields.find(({ name }) => name === "unitPrice")).toMatchObject({
      isRequired: true,
      shape: {
        kind: "number",
        least: { value: 0, isOpen: true },
        most: { value: 5000, isOpen: false },
      },
    });
    expect(records[0]?.fields.find(({ name }) => name === "note")).toMatchObject({
      isRequired: false,
      isNullable: true,
      shape: { kind: "text", maxLength: 40 },
    });
  });
});
