import { describe, expect, test } from "vitest";
import { isFault } from "../../../domain/fault.ts";
import { outlineFunctions } from "../../../languages/typescript/outline/outline-functions.ts";
import { runDraft } from "../../../testing/run-draft.ts";
import { createChooser } from "../chooser.ts";
import { openFunctionSource } from "./function-source.ts";
import { readType, samplePlain } from "./read-type.ts";

const open = (text: string) =>
  openFunctionSource("shop.ts", outlineFunctions({ path: "shop.ts", text }));
const withTax =
  "/** The price with tax, rounded. */\nexport function withTax(cents: number, rate: number): number {\n  return Math.round((cents * (100 + rate)) / 100);\n}\n";
const format =
  "/** Cents as euros. */\nexport const format = (cents: number): string => (cents / 100).toFixed(2);\n";

describe("openFunctionSource()", () => {
  test("makes variants that run, and wrong ones that differ", () => {
    const { makers, skipped } = open(`${withTax}\n${format}`);
    const drafts = makers.flatMap((make, at) => make(createChooser(5, at)) ?? []);

    expect(skipped).toEqual([]);
    expect(new Set(drafts.map(({ category }) => category))).toEqual(
      new Set(["renamed", "partially-applied", "over-lists", "composed"]),
    );
    for (const draft of drafts) {
      const right = runDraft(draft);
      expect(right.filter((end) => end.startsWith("throws"))).toEqual([]);
      for (const { text } of draft.slips.slice(0, 1))
        expect({ text, ends: runDraft(draft, text) }).not.toEqual({ text, ends: right });
    }
    const composed = drafts.find(({ category }) => category === "composed");
    expect(composed?.signature).toBe(
      "export function withTaxThenFormat(cents: number, rate: number): string",
    );
    expect(composed?.text).toContain("function withTax(cents: number, rate: number): number {");
  });

  test.each([
    [
      "chance",
      "export function f(n: number): number {\n  return n * Math.random();\n}",
      "Math.random",
    ],
    [
      "the clock",
      "export function f(n: number): number {\n  return n + Date.now();\n}",
      "Date.now",
    ],
    [
      "other files",
      'import { a } from "./a.ts";\n/** Adds a. */\nexport function f(n: number): number {\n  return n + a;\n}',
      "a",
    ],
    [
      "time to wait",
      "export async function f(n: number): Promise<number> {\n  return n;\n}",
      "at once",
    ],
    [
      "changes",
      "export function f(list: number[]): number {\n  list.push(1);\n  return 1;\n}",
      "changes its arguments",
    ],
    [
      "functions",
      "export function f(use: () => number): number {\n  return use();\n}",
      "takes a function",
    ],
    ["a default", "export function f(n = 1): number {\n  return n;\n}", "has a default"],
    ["no result", "export function f(n: number): void {\n  n;\n}", "what it gives back"],
    ["no arguments", "export function f(): number {\n  return 1;\n}", "it takes nothing"],
    ["a class", "export function f(date: Date): number {\n  return 1;\n}", "plain type"],
  ])("leaves out a function with %s, and says why", (_, code, said) => {
    const text = code.includes("/**") ? code : `/** Says what it does. */\n${code}`;

    const { skipped } = open(`${withTax}\n${text}`);

    expect(skipped).toEqual([expect.stringContaining(said)]);
    expect(skipped[0]).toMatch(/^shop\.ts:\d+: "f": /u);
  });

  test.each([
    [
      "no exported function",
      "const a = 1;\nfunction f(n: number): number { return n; }\n",
      "exports no function",
    ],
    [
      "none that says what it does",
      "export function f(n: number): number {\n  return n;\n}\n",
      "none of its functions",
    ],
  ])("refuses a file with %s", (_, text, said) => {
    let fault: unknown;
    try {
      open(text);
    } catch (error) {
      fault = error;
    }

    expect(isFault(fault, "specification/invalid") && fault.message).toContain(said);
  });
});

describe("readType()", () => {
  const declarations =
    'export interface Line { readonly name: string; count?: number }\ntype Kind = "a" | "b";\ninterface Loop { next: Loop }';

  test.each([
    ["number", { kind: "number" }],
    ["readonly string[]", { kind: "list", items: { kind: "text" } }],
    ["ReadonlyArray<boolean>", { kind: "list", items: { kind: "flag" } }],
    ["number | undefined", { kind: "either", parts: [{ kind: "number" }, { kind: "nothing" }] }],
    ['"x y" | null', { kind: "either", parts: [{ value: "x y" }, { value: null }] }],
    ["[number, Kind]", { kind: "tuple", items: [{ kind: "number" }, { kind: "either" }] }],
    ["Line[]", { kind: "list", items: { members: [{ name: "name" }, { isOptional: true }] } }],
    ["{ a: number; b: (string | number)[] }", { kind: "record" }],
  ])("reads %s", (text, type) => {
    expect(readType(text, declarations)).toMatchObject(type);
  });

  test.each([
    "Date",
    "() => number",
    "Map<string, number>",
    "T",
    "unknown",
    "Loop",
    "{}",
    "number |",
    "`a`",
  ])("knows no plain values of %s", (text) => {
    expect(readType(text, declarations)).toBeUndefined();
  });

  test("draws values that the type allows", () => {
    const type = readType("{ kind: Kind; at?: [number, boolean] }", declarations);
    const drawing = { literals: { numbers: [], texts: [] }, isTame: true };
    for (let seed = 0; seed < 20; seed += 1)
      expect(samplePlain(type as never, drawing, createChooser(seed))).toMatchObject({
        kind: expect.stringMatching(/^[ab]$/u),
      });
  });
});
