import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../../domain/json.ts";
import { parseCall } from "./parse-call.ts";

const read = (call: string, result: string) => {
  const parsed = parseCall(call, result);
  return parsed.kind === "unreadable"
    ? `${parsed.part} ${parsed.offset}: ${parsed.message}`
    : [parsed.functionName, parsed.behaviour.args, parsed.behaviour.expected.outcome];
};

describe("parseCall()", () => {
  test.each([
    [
      "clamp(value=15, low=0, high=10)",
      "10",
      ["clamp", { value: 15, low: 0, high: 10 }, { kind: "returns", value: 10 }],
    ],
    ["t.now()", "none", ["t.now", {}, { kind: "returns", value: null }]],
    [
      ' f( s = "a\\n\\"b" , t = true ) ',
      " -1.5e2 ",
      ["f", { s: 'a\n"b', t: true }, { kind: "returns", value: -150 }],
    ],
    [
      "paint(c=Color::Red, s=Shape::Circle(radius=2))",
      "[Color::Blue, null]",
      [
        "paint",
        { c: { $variant: "Color::Red" }, s: { $variant: "Shape::Circle", radius: 2 } },
        { kind: "returns", value: [{ $variant: "Color::Blue" }, null] },
      ],
    ],
    [
      'f(x={"$type": "Item", "tags": []})',
      "{}",
      ["f", { x: { $type: "Item", tags: [] } }, { kind: "returns", value: {} }],
    ],
    [
      "f(n=9223372036854775807)",
      "0",
      ["f", { n: { $int: "9223372036854775807" } }, { kind: "returns", value: 0 }],
    ],
    [
      "f()",
      "raises RateError::Closed",
      ["f", {}, { kind: "raises", value: { $variant: "RateError::Closed" } }],
    ],
  ])("reads %s with the result %s", (call, result, parsed) => {
    expect(read(call, result)).toEqual(parsed);
  });

  test.each([
    ["clamp", "1", `call 5: Cannot read the example: "(" is expected`],
    ["f(1)", "1", "call 2: Cannot read the example: an argument's name is expected"],
    ["f(a=)", "1", "call 4: Cannot read the example: a value is expected"],
    ["f(a=1, a=2)", "1", `call 8: Cannot read the example: "a" only once is expected`],
    ["f(a=1", "1", 'call 5: Cannot read the example: "," or ")" is expected'],
    ["f() g", "1", "call 4: Cannot read the example: the end is expected"],
    ["f()", "", "result 0: Cannot read the example: a value is expected"],
    ["f()", "1 2", "result 2: Cannot read the example: the end is expected"],
    ["f()", "Color", "result 0: Cannot read the example: a value is expected"],
    ["f()", '"\\q"', "result 4: Cannot read the example: a JSON string is expected"],
    ["f()", "[".repeat(10_000), "result 65: Cannot read the example: less nesting is expected"],
  ])("says what is wrong with %s and the result %s", (call, result, message) => {
    expect(read(call, result)).toBe(message);
  });

  test("reads any JSON as it is", () => {
    const number = fc.oneof(
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true, max: 1e9 }),
    );
    const { json } = fc.letrec<{ json: JsonValue }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, false),
        number.filter((value) => Number.isSafeInteger(value) || !Number.isInteger(value)),
        fc.string({ unit: "binary" }),
        fc.array(tie("json"), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie("json"), { maxKeys: 3 }),
      ),
    }));

    fc.assert(
      fc.property(json, (value) => {
        const text = JSON.stringify(value, undefined, 1);

        expect(read("f()", text)).toEqual(["f", {}, { kind: "returns", value: JSON.parse(text) }]);
      }),
    );
  });
});
