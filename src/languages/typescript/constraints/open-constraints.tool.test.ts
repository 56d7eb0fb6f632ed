import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Specification } from "../../../domain/specification.ts";
import type { ConstraintSet } from "../../../ports/constraint-set.ts";
import type { Checker } from "../../../ports/language-pack.ts";
import { specification } from "../../../testing/builders.ts";
import { answerHeld, bytesVocabulary, holdFakeModel } from "../../../testing/hold-fake-model.ts";
import { testMachine } from "../../../testing/test-machine.ts";
import { createLikelyCode } from "../fixtures/likely-code.ts";
import { typescript } from "../index.ts";

const isFull = process.env["SPECWRIGHT_CONSTRAINT_TESTS"] === "full";
const SIGNATURES = [
  "export async function wait(ms: number): Promise<void>",
  "export function log(text: string): void",
  "export function nothing(): undefined",
  "export function add(a: number, b: number): number",
  "export function slugify(text: string): string",
  "export function isEven(value: number): boolean",
  "export function keysOf(map: Map<string, number>): string[]",
  "export function first<T>(items: readonly T[]): T | undefined",
  "export function* count(to: number): Generator<number>",
  "export function pair(a: string, b: number): [string, number]",
  "export function clamp(value: number, low: number, high: number): number",
  "export function group(words: readonly string[]): Record<string, string[]>",
  "export function point(x: number, y: number): { readonly x: number; readonly y: number }",
  "export function parse(text: string): unknown",
  "export function merge(a: Set<string>, b: Set<string>): Set<string>",
  "export function apply(f: (x: number) => string, x: number): string",
  "export function words(text: string): string[]",
  "export function max(values: number[]): number | undefined",
  "export function not(flag: boolean): boolean",
  "export async function twice(value: Promise<number>): Promise<number>",
];
const machine = await testMachine();
const options = { machine, profile: "strict", path: "asked.ts" };

async function open(wishes: Partial<Specification>, path = "asked.ts"): Promise<ConstraintSet> {
  const asked = {
    ...specification(),
    language: "typescript",
    examples: [],
    ...wishes,
  } as Specification;
  const set = await typescript.openConstraints?.(asked, { ...options, path });
  if (set === undefined || "isAbsent" in set) throw new Error("there are none");
  return set;
}

describe("what code is held to", () => {
  test("is a body where one function is asked for", async () => {
    const set = await open({ signature: "export function add(a: number, b: number): number" });

    expect(set).toMatchObject({
      describes: "the body of add",
      prefix: "export function add(a: number, b: number): number {\n",
      syntax: { kind: "grammar" },
    });
    expect(set.judges.map(({ level }) => level)).toEqual(["type"]);
    expect(set.gaps).toContainEqual({
      level: "semantic",
      why: "the specification has no examples",
    });
  });

  test("holds its examples", async () => {
    const examples = [
      { call: "add(1, 2)", expected: { kind: "returns", expression: "3" } },
    ] as const;
    const set = await open({ signature: "function add(a: number, b: number): number", examples });

    expect(set.judges.map(({ level }) => level)).toEqual(["type", "semantic"]);
    expect((await open({ signature: "function add(a: number, b: number): number" })).id).not.toBe(
      set.id,
    );
  });

  test.each([
    [undefined, "no signature"],
    ["export const add: (a: number) => number", "not that of one function"],
    ["export function pay(order: Order): number", "Cannot find name 'Order'"],
    ["function f(a: string): string;\nfunction f(a: number): number", "not that of one function"],
  ])("is a module for %s", async (signature, why) => {
    const examples = [{ call: "add(1)", expected: { kind: "returns", expression: "3" } }] as const;
    const set = await open({ signature, examples });

    expect(set).toMatchObject({ prefix: "", describes: "a TypeScript module" });
    expect(set.gaps.map((gap) => gap.why).join("\n")).toContain(why);
  });

  test("is nothing where elements may stand", async () => {
    const asked = { ...specification(), language: "typescript", signature: undefined };

    expect(await typescript.openConstraints?.(asked, { ...options, path: "a.tsx" })).toMatchObject({
      isAbsent: true,
    });
  });

  test("is known by an id that changes with all that decides", async () => {
    const signature = "export function add(a: number): number";
    const ids = [
      (await open({ signature })).id,
      (await open({ signature: "export function add(a: string): number" })).id,
      (await open({ signature: undefined })).id,
    ];

    expect(new Set(ids).size).toBe(ids.length);
    expect((await open({ signature })).id).toBe(ids[0]);
  });
});

describe("what a model writes that knows nothing", () => {
  let checker: Checker;
  beforeAll(async () => {
    checker = await typescript.openChecker(machine);
  });
  afterAll(() => checker?.[Symbol.asyncDispose]());
  const asks = SIGNATURES.slice(0, isFull ? undefined : 4);

  test("is accepted wherever it comes to an end", async () => {
    const ended: string[] = [];
    for (const [index, signature] of asks.entries()) {
      const constraints = await open({ signature });
      const { model } = holdFakeModel(createLikelyCode(bytesVocabulary));
      const { text, report } = await answerHeld(model, constraints, {
        seed: index + 1,
        temperature: 1,
        maxOutputTokens: 200,
      });
      if (report.ended !== "complete" && report.ended !== "closed") continue;
      ended.push(signature);

      const candidate = {
        language: "typescript",
        path: "asked.ts",
        text,
        companions: [],
      };
      const asked = { ...specification(), language: "typescript", signature, examples: [] };
      const wishes = { profile: "strict", timeoutMs: 60_000, signal: undefined };
      const bypasses = await checker.findBypasses(candidate, wishes);
      const verdict = await checker.check(candidate, { ...wishes, specification: asked });
      expect({ bypasses, status: verdict.status, text: candidate.text }).toEqual({
        bypasses: [],
        status: "accepted",
        text: candidate.text,
      });
    }
    // Where types ask for a value, such a model seldom comes to one.
    expect(ended.length).toBeGreaterThanOrEqual(2);
  }, 300_000);
});
