import { runInThisContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderValue } from "../../languages/typescript/harness/render-value.ts";
import { type Value, writeArgument, writeValue } from "./write-value.ts";

const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(undefined, null, true, false, 0, -0, 1.5, 1e21),
    fc.string({ unit: "binary" }),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(
      fc.string().filter((key) => key !== "__proto__"),
      tie("value"),
      { maxKeys: 3, noNullPrototype: true },
    ),
  ),
}));

describe("writeValue()", () => {
  test("spells every value as a run gives it back", () => {
    fc.assert(
      fc.property(value, (each) => {
        expect(writeValue(each)).toBe(renderValue(each).text);
      }),
    );
  });
});

describe("writeArgument()", () => {
  test("is an expression of the same value, its keys in their own order", () => {
    expect(writeArgument({ b: [1, { d: "x", c: -0 }], "a b": undefined })).toBe(
      '{ b: [1, { d: "x", c: -0 }], "a b": undefined }',
    );
    fc.assert(
      fc.property(value, (each) => {
        const read = runInThisContext(`(${writeArgument(each)})`) as Value;
        expect(writeValue(read)).toBe(writeValue(each));
      }),
    );
  });
});
