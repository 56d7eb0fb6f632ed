import { describe, expect, test } from "vitest";
import type { Example } from "../../../domain/specification.ts";
import { isRefusal, type PrefixRefusal } from "../../../ports/prefix-judge.ts";
import type { Sandbox } from "../../../ports/sandbox.ts";
import { testMachine } from "../../../testing/test-machine.ts";
import { openExamplesJudge } from "./examples-judge.ts";

const machine = await testMachine();
const task = {
  prefix: "export function sum(xs: number[]): number {\n",
  name: "sum",
  isDefault: false,
  isGenerator: false,
};
const returns = (call: string, expression: string): Example => ({
  call,
  expected: { kind: "returns", expression },
});
const EXAMPLES: readonly Example[] = [returns("sum([1, 2])", "3"), returns("sum([])", "0")];

/** Feeds the lines one by one, and gives the first refusal; `undefined` where all of it may stand. */
async function judge(
  lines: readonly string[],
  {
    examples = EXAMPLES,
    prefix = task.prefix,
    sandbox = machine.sandbox,
  }: {
    readonly examples?: readonly Example[];
    readonly prefix?: string;
    readonly sandbox?: Sandbox | undefined;
  } = {},
): Promise<PrefixRefusal | undefined> {
  let state = openExamplesJudge(examples, { ...task, prefix }, { sandbox }).start;
  for (const line of lines) {
    const fed = state.feed(line);
    if (isRefusal(fed)) return fed;
    const settled = fed.settle === undefined ? fed : await fed.settle(undefined);
    if (isRefusal(settled)) return settled;
    state = settled;
  }
  return await state.finish(undefined);
}

describe("openExamplesJudge()", () => {
  test.each([
    [
      "what is right",
      ["  let n = 0;\n", "  for (const x of xs) n += x;\n", "  return n;\n", "}\n"],
    ],
    [
      "a function that is called before it stands",
      [
        "  try { return add(xs); } catch { return 9; }\n",
        "  function add(a: number[]): number { return a.reduce((p, q) => p + q, 0); }\n",
        "}\n",
      ],
    ],
    ["what never ends: that is the checker's to say", ["  while (true) {}\n", "}\n"]],
    [
      "what calls itself where more is to be written",
      [
        "  if (xs.length === 0) return 0;\n",
        "  let n = 0;\n",
        "  try { n = sum(xs.slice(1)); } catch { n = 99; }\n",
        "  return n + (xs[0] ?? 0);\n",
        "}\n",
      ],
    ],
    [
      "an answer in the middle of a line",
      ["  if (xs.length === 0) { return", " 0; }\n", "  return 3;\n", "}\n"],
    ],
  ])("lets %s stand", async (_what, lines) => {
    expect(await judge(lines)).toBeUndefined();
  });

  test("refuses a wrong answer before the body ends, back to the statement that gave it", async () => {
    const refusal = await judge([
      "  let n = 0;\n",
      "  if (xs.length === 0) return 1;\n",
      "  return n;\n",
      "}\n",
    ]);

    expect(refusal).toEqual({
      isRefused: true,
      cause: "wrong-example",
      reason: "`sum([])` gives 1, expected 0",
      keep: "  let n = 0;\n  ".length,
    });
  });

  test("refuses a wrong error before the body ends", async () => {
    const refusal = await judge(["  throw new RangeError('no');\n"]);

    expect(refusal).toMatchObject({ keep: 2, reason: expect.stringContaining("RangeError") });
  });

  test("refuses a body that ends without the right answer", async () => {
    const refusal = await judge(["  let n = 2;\n", "}\n"]);

    expect(refusal).toMatchObject({ keep: 2, reason: "`sum([1, 2])` gives undefined, expected 3" });
  });

  test("waits for an error that is expected", async () => {
    const examples: readonly Example[] = [
      { call: "sum([])", expected: { kind: "throws", name: "TypeError" } },
    ];

    expect(
      await judge(["  if (xs.length === 0) throw new TypeError('none');\n"], { examples }),
    ).toBeUndefined();
    expect(await judge(["  if (xs.length === 0) return 0;\n"], { examples })).toMatchObject({
      cause: "wrong-example",
    });
  });

  test("runs nothing where a statement only names what is at hand", async () => {
    let runs = 0;
    const { sandbox } = machine;
    if (sandbox === undefined) throw new Error("nothing isolates anything here");
    const counting: Sandbox = {
      ...sandbox,
      run(job, options) {
        runs += 1;
        return sandbox.run(job, options);
      },
    };
    const lines = [
      "  let n = 0;\n",
      "  const all = [xs, new Map<string, number>()];\n",
      "  const twice = (a: number): number => twice(2 * a);\n",
      "  interface Empty {}\n",
    ];

    expect(
      await judge([...lines, "  for (const x of xs) n += x;\n", "}\n"], { sandbox: counting }),
    ).toMatchObject({
      cause: "wrong-example",
    });
    // After the loop, for the whole, and for the expected values.
    expect(runs).toBe(3);
    const called = [
      "  try { return add(xs); } catch { return 9; }\n",
      "  function add(a: number[]) { return 4; }\n",
    ];
    expect(await judge(called, { sandbox: counting })).toMatchObject({
      reason: "`sum([1, 2])` gives 4, expected 3",
    });
  });

  test("awaits what an asynchronous function gives", async () => {
    const prefix = "export async function sum(xs: number[]): Promise<number> {\n";

    expect(await judge(["  await null;\n", "  return xs.length;\n"], { prefix })).toMatchObject({
      reason: "`sum([1, 2])` gives 2, expected 3",
    });
  });

  test("refuses examples that are no expressions", () => {
    expect(() => openExamplesJudge([returns("sum(", "3")], task, machine)).toThrow(
      /not a TypeScript expression/,
    );
  });
});
