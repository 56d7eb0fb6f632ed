import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Checker } from "../../ports/language-pack.ts";
import { testMachine } from "../../testing/test-machine.ts";
import { typescript } from "./index.ts";

let checker: Checker;
beforeAll(async () => {
  checker = await typescript.openChecker(await testMachine());
});
afterAll(() => checker?.[Symbol.asyncDispose]());

const observe = (text: string, ...calls: readonly string[]) =>
  checker.observe?.(
    { language: typescript.id, path: "observed.ts", text, companions: [] },
    { calls, profile: "strict", timeoutMs: 60_000, signal: undefined },
  );

describe("observe()", () => {
  test("tells what calls give, as expressions, and what they throw", async () => {
    const code = `export const same = (value: unknown): unknown => value;
export function fail(): never { throw new RangeError("no"); }
export const never = (): Promise<void> => new Promise(() => undefined);`;

    const seen = await observe(
      code,
      'same({ b: [1, -0], a: "x => y", "c d": null })',
      "same([undefined, 1e21, true])",
      "same(new Map([[1, 2]]))",
      "same(() => 1)",
      "fail()",
      "never()",
    );

    expect(seen).toEqual({
      isRun: true,
      outcomes: [
        { kind: "returned", value: '{ "c d": null, a: "x => y", b: [1, -0] }' },
        { kind: "returned", value: "[undefined, 1e+21, true]" },
        undefined,
        undefined,
        { kind: "threw", names: ["RangeError", "Error", "Object"], message: "no" },
        undefined,
      ],
    });
  });

  test("says why nothing was run", async () => {
    expect(await observe('export const a: number = "b";', "a")).toMatchObject({
      isRun: false,
      why: expect.stringContaining("not assignable"),
    });
    expect(await observe("export const f = (n: number): number => n;", 'f("x")')).toMatchObject({
      isRun: false,
      why: expect.stringContaining('`f("x")`'),
    });
  });
});
