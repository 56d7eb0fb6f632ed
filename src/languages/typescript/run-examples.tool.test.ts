import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBubblewrap } from "../../platform/sandbox/bubblewrap.ts";
import { openQuickJs } from "../../platform/sandbox/quickjs.ts";
import type { Sandbox } from "../../ports/sandbox.ts";
import { testMachine } from "../../testing/test-machine.ts";
import { createProject } from "./fixtures/create-project.ts";
import {
  openRealChecker,
  PROJECT,
  type RealChecker,
  returns,
  SLUGIFY,
  throws,
} from "./fixtures/real-checker.ts";

const project = createProject(PROJECT);
const machine = await testMachine(project.root);
const sandboxes = {
  bubblewrap: () => openBubblewrap(machine.toolRunner),
  quickjs: async () => openQuickJs(machine.toolRunner),
};
const EXAMPLE = returns('slugify("A b")', '"a-b"');

afterAll(() => project[Symbol.dispose]());

describe.each(Object.entries(sandboxes))("examples in %s", (name, open) => {
  let sandbox: Sandbox;
  let own: RealChecker;
  const check: RealChecker["check"] = (...args) => own.check(...args);

  beforeAll(async () => {
    const found = await open();
    if (found === undefined) throw new Error(`These tests need ${name}`);
    sandbox = found;
    own = await openRealChecker(machine, sandbox);
  });

  afterAll(() => own?.[Symbol.asyncDispose]());

  test("accept what gives the right values, and say where it was run", async () => {
    const { checks } = await check(SLUGIFY, { examples: [EXAMPLE] });

    const tool = { name: "examples", version: "1" };
    expect(checks.at(-1)).toEqual({ phase: "example", tool, count: 1, sandbox: sandbox.id });
  });

  test("reject with what was given and what was expected", async () => {
    const examples = [EXAMPLE, returns('slugify("A")', '"b"'), throws('slugify("")', "RangeError")];

    expect(await check(SLUGIFY, { examples })).toMatchObject({
      status: "rejected",
      phase: "example",
      diagnostics: [
        { category: "test", message: expect.stringMatching(/^`slugify\("A"\)` gives "a", .*"b"$/) },
        {
          category: "test",
          message: expect.stringMatching(/^`slugify\(""\)` gives "", .*RangeError/),
        },
      ],
    });
  });

  test.each([
    [
      "export const f = (): Map<string, number[]> => new Map([['b', [1]], ['a', []]]);",
      'new Map([["a", []], ["b", [1]]])',
    ],
    ["export const f = async (): Promise<Date> => new Date(0);", "new Date(0)"],
    ["export const f = (): { b: bigint; a?: number } => ({ b: 1n });", "{ b: 1n }"],
    ["export const f = (): number => -0;", "-0"],
    [
      "export function* g(): Generator<string> { yield '😀'; }\nexport const f = (): string[] => [...g()];",
      '["😀"]',
    ],
  ])("compare the values that %j gives", async (text, expression) => {
    const examples = [returns("f()", expression)];

    expect(await check(text, { examples })).toMatchObject({ status: "accepted" });
  });

  test("take errors by their class, their parents and their own name", async () => {
    const text = `export class ParseError extends RangeError {}
      export const f = (n: number): never => {
        if (n === 1) throw new ParseError("bad");
        const error = new Error("worse");
        error.name = "Worst";
        throw error;
      };`;
    const right = [
      throws("f(1)", "ParseError"),
      throws("f(1)", "RangeError"),
      throws("f(2)", "Worst"),
      throws("f(2)", undefined),
    ];

    expect(await check(text, { examples: right })).toMatchObject({ status: "accepted" });
    expect(await check(text, { examples: [throws("f(1)", "TypeError")] })).toMatchObject({
      status: "rejected",
    });
  });

  test("never show the candidate what is expected", async () => {
    own.jobs.length = 0;

    await check(SLUGIFY, { examples: [returns('slugify("X Y Z")', '"x-y" + "-z"')] });

    expect(own.jobs).toHaveLength(2);
    const withCandidate = own.jobs.filter(({ files }) =>
      files.some(({ path }) => path === "src/slugify.js"),
    );
    expect(withCandidate).toHaveLength(1);
    expect(JSON.stringify(withCandidate)).not.toContain("-z");
  });

  test("evaluate what is expected once for each specification", async () => {
    const examples = [returns('slugify("Q r")', '"q-r"')];
    await check(SLUGIFY, { examples });
    own.jobs.length = 0;

    await check(`${SLUGIFY}\n`, { examples });

    expect(own.jobs).toHaveLength(1);
  });

  test.each([
    ["() => 1", "a function"],
    ["nothing", "ReferenceError"],
    ["(() => { throw new TypeError('no'); })()", "TypeError: no"],
    ["new Promise(() => {})", "never happens"],
  ])("refuse the expected value %j as a fault of the specification", async (expression, why) => {
    const examples = [returns("f", expression)];

    await expect(check("export const f = 1;", { examples })).rejects.toMatchObject({
      code: "specification/invalid",
      message: expect.stringContaining(why),
    });
  });

  const LOOPS = "export const f = (n: number): number => { while (n > 0) n += 1; return n; };";

  test("are inconclusive for a candidate that loops for ever", async () => {
    const examples = [returns("f(0)", "0"), returns("f(1)", "1")];

    const verdict = await check(LOOPS, { examples }, { timeoutMs: 4_000 });

    expect(verdict).toMatchObject({ status: "inconclusive", reason: "timeout", phase: "example" });
    expect(verdict.diagnostics).toMatchObject([
      { severity: "information", message: expect.stringContaining("`f(1)`") },
    ]);
  });

  test("reject a candidate that loops for ever after one of them has failed", async () => {
    const examples = [returns("f(0)", "1"), returns("f(1)", "1")];

    const verdict = await check(LOOPS, { examples }, { timeoutMs: 4_000 });

    expect(verdict).toMatchObject({
      status: "rejected",
      diagnostics: [{ message: "`f(0)` gives 0, expected 1" }],
    });
  });

  test.each([
    ["numbers", "new Array<number>(4e6).fill(0.5)"],
    ["buffers", "new Uint8Array(64e6).fill(1)"],
  ])("are inconclusive for a candidate that fills all memory with %s", async (_, more) => {
    const text = `export const f = (): number => {
      const all: ArrayLike<number>[] = [];
      for (;;) all.push(${more});
    };`;

    expect(await check(text, { examples: [returns("f()", "1")] })).toMatchObject({
      status: "inconclusive",
      reason: "memory",
    });
  });

  test.each([
    ["throw new RangeError('at once');", "the program ended with RangeError: at once"],
    ["await new Promise(() => {});", "it waits for what never happens"],
  ])("reject a module that cannot be loaded because of %j", async (text, why) => {
    const examples = [returns("f", "1")];

    expect(await check(`export const f = 1;\n${text}`, { examples })).toMatchObject({
      status: "rejected",
      diagnostics: [{ message: `\`f\` did not finish: ${why}` }],
    });
  });

  test("run in Node what needs it, and are inconclusive where there is none", async () => {
    const text = `export const f = (n: number): Promise<number> =>
      new Promise((resolve) => { setTimeout(() => resolve(n), 1); });`;

    const verdict = await check(text, { examples: [returns("f(3)", "3")] });

    expect(verdict).toMatchObject(
      sandbox.supports("node")
        ? { status: "accepted" }
        : { status: "inconclusive", reason: "no-sandbox" },
    );
  });
});

test("without a sandbox nothing is run, and nothing is decided", async () => {
  await using own = await openRealChecker(machine, undefined);

  const verdict = await own.check(SLUGIFY, { examples: [EXAMPLE] });
  const without = await own.check(SLUGIFY);

  expect(verdict).toMatchObject({
    status: "inconclusive",
    reason: "no-sandbox",
    phase: "example",
    diagnostics: [{ severity: "information" }],
  });
  expect(verdict.checks.map(({ phase }) => phase)).toEqual(["syntax", "type"]);
  expect(without.status).toBe("accepted");
});
