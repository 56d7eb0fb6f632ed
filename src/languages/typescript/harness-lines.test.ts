import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCallOutcomes, readTestOutcome } from "./harness-lines.ts";

const NONCE = "3f9b";

describe("readCallOutcomes()", () => {
  test("reads what each call gave, by its number", () => {
    const stdout = `\n${NONCE} 1 threw "RangeError,Error" "no \\"way\\""\n\n${NONCE} 0 returned "\\"a b\\"" ""\n`;

    expect([...readCallOutcomes(stdout, NONCE)]).toEqual([
      [
        1,
        { kind: "threw", names: ["RangeError", "Error"], message: 'no "way"', opaque: undefined },
      ],
      [0, { kind: "returned", value: '"a b"', opaque: undefined }],
    ]);
  });

  test("takes the first word on a call, whatever comes later", () => {
    const stdout = `${NONCE} 0 returned "1" ""\n${NONCE} 0 returned "2" ""\n`;

    expect(readCallOutcomes(stdout, NONCE).get(0)).toMatchObject({ value: "1" });
  });

  test("hears nothing in what a candidate prints", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (noise, other) => {
        fc.pre(!noise.includes(NONCE) && !other.startsWith(NONCE));
        const stdout = `${noise}\n0 returned "1" ""\n${other} 0 returned "1" ""\n x ${NONCE} 0 returned "1" ""`;

        expect(readCallOutcomes(stdout, NONCE).size).toBe(0);
      }),
    );
  });
});

describe("readTestOutcome()", () => {
  test("reads failures and the summary", () => {
    const stdout = `${NONCE} failed "adds" "1 !== 2"\n# tests 9\n${NONCE} summary 3 false v24.0.0\n`;

    expect(readTestOutcome(stdout, NONCE)).toEqual({
      failures: [{ name: "adds", reason: "1 !== 2" }],
      notes: [],
      summary: { passed: 3, isSuccess: false, version: "v24.0.0" },
    });
  });

  test("has no summary where the runner gave none", () => {
    expect(readTestOutcome("# tests 3\n# pass 3\n# fail 0\n", NONCE).summary).toBeUndefined();
  });
});
