import { describe, expect, test } from "vitest";
import type { Candidate } from "../domain/candidate.ts";
import { covenant } from "../languages/covenant/index.ts";
import { typescript } from "../languages/typescript/index.ts";
import { testMachine } from "../testing/test-machine.ts";
import { fillCandidateHoles } from "./fill-candidate-holes.ts";

const candidate = (text: string): Candidate => ({
  language: typescript.id,
  path: "src/names.ts",
  text,
  companions: [],
});
const fill = async (text: string) =>
  fillCandidateHoles(candidate(text), typescript, await testMachine(), { profile: "strict" });

describe("fillCandidateHoles()", () => {
  test("fills all holes of a candidate that is clean besides them", async () => {
    const filled = await fill(
      "export const toTexts = (xs: readonly number[]): string[] => todo<string[]>();\nexport function size(xs: readonly number[]): number {\n  return /*?*/;\n}\n",
    );

    expect(filled?.text).toMatch(/xs\.map\(String\);\n/);
    expect(filled?.text).toContain("return xs.length;");
    expect(filled?.path).toBe("src/names.ts");
  });

  test.for([
    ["no hole", "export const a = 1;\n"],
    ["another mistake", "export const a: string = /*?*/;\nexport const b: string = 1;\n"],
    ["a text that does not parse", "export const = /*?*/;\n"],
    ["a hole of which nothing is expected", "export const a = /*?*/;\n"],
    ["a hole that nothing fits", "export const a: unique symbol = /*?*/;\n"],
    [
      "too many holes",
      Array.from({ length: 9 }, (_, at) => `export const a${at}: number = /*?*/;\n`).join(""),
    ],
  ] as const)("leaves a candidate with %s alone", async ([, text]) => {
    expect(await fill(text)).toBeUndefined();
  });

  test("keeps to the examples", async () => {
    const text = "export const pick = (a: number, b: number): number => /*?*/;\n";
    const filled = await fillCandidateHoles(candidate(text), typescript, await testMachine(), {
      profile: "strict",
      examples: [
        { call: "pick(3, 8)", expected: { kind: "returns", expression: "8" } },
        { call: "pick(9, 2)", expected: { kind: "returns", expression: "9" } },
      ],
    });

    expect(filled?.text).toContain("Math.max(");
  });

  test("asks each language for its own holes, and none that has none", async () => {
    const machine = await testMachine();
    const text = covenant.probes.accepted.replace('from="n"', 'from="?"');
    const own = { ...candidate(text), language: covenant.id, path: "a.cov" };
    const filled = await fillCandidateHoles(own, covenant, machine, { profile: "strict" });
    const { openHoles: _none, ...without } = covenant;

    expect(filled?.text).not.toContain('"?"');
    expect(
      await fillCandidateHoles(own, without as typeof covenant, machine, { profile: "strict" }),
    ).toBeUndefined();
  });
});
