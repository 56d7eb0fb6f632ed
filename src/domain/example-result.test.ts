import { describe, expect, test } from "vitest";
import { judgeExample } from "./example-result.ts";

const returning = { call: "f(1)", expected: { kind: "returns", expression: "1 + 1" } } as const;
const throwing = { call: "f(1)", expected: { kind: "throws", name: "RangeError" } } as const;
const returned = (value: string) => ({ kind: "returned", value }) as const;
const threw = (...names: string[]) => ({ kind: "threw", names, message: "too far" }) as const;

describe("judgeExample()", () => {
  test.each([
    ["the value that was expected", returning, "2", returned("2"), undefined],
    ["another value", returning, "2", returned("3"), "`f(1)` gives 3, expected 2"],
    [
      "an error instead",
      returning,
      "2",
      threw("TypeError"),
      "`f(1)` throws TypeError: too far, expected 2",
    ],
    [
      "no value to compare with",
      returning,
      undefined,
      returned("2"),
      "`f(1)` gives 2, expected 1 + 1",
    ],
    ["the error that was expected", throwing, undefined, threw("RangeError", "Error"), undefined],
    ["a child of that error", throwing, undefined, threw("TooFar", "RangeError"), undefined],
    [
      "another error",
      throwing,
      undefined,
      threw("TypeError"),
      "`f(1)` throws TypeError: too far, expected it to throw RangeError",
    ],
    [
      "no error",
      throwing,
      undefined,
      returned("2"),
      "`f(1)` gives 2, expected it to throw RangeError",
    ],
  ] as const)("judges %s", (_name, example, expected, result, message) => {
    expect(judgeExample(example, expected, result)?.message).toBe(message);
  });
});
