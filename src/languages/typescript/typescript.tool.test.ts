import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningTool, Sandbox, ToolRunner } from "../../ports/index.ts";
import { testMachine } from "../../testing/test-machine.ts";
import { createProject } from "./fixtures/create-project.ts";
import {
  candidate,
  openRealChecker,
  PROJECT,
  type RealChecker,
  returns,
  SIGNATURE,
  SLUGIFY,
  specification,
  testFile,
  throws,
} from "./fixtures/real-checker.ts";
import { typescript } from "./index.ts";

const project = createProject(PROJECT);
const machine = await testMachine(project.root);
const { toolRunner } = machine;
let sandbox: Sandbox;
let own: RealChecker;

beforeAll(async () => {
  const found = machine.sandbox;
  if (found?.supports("node") !== true) throw new Error("These tests need bubblewrap");
  sandbox = found;
  own = await openRealChecker(machine, sandbox);
});

afterAll(async () => {
  await own?.[Symbol.asyncDispose]();
  project[Symbol.dispose]();
});

const check: RealChecker["check"] = (...args) => own.check(...args);

describe("the TypeScript checker", () => {
  test("keeps the promises of its probes", async () => {
    const { probes } = typescript;
    const limits = { timeoutMs: 60_000, signal: undefined };

    expect(own.checker.tool).toEqual({ name: "tsc", version: "6.0.3" });
    expect(await check(probes.accepted)).toMatchObject({ status: "accepted" });
    expect(await check(probes.rejected)).toMatchObject({ status: "rejected", phase: "type" });
    expect(await own.checker.findBypasses(candidate(probes.bypass), limits)).toHaveLength(1);
    expect(await own.checker.findBypasses(candidate(probes.accepted), limits)).toEqual([]);
  });

  test("accepts on the grounds of every phase, and records each", async () => {
    const tests = testFile(`
      import assert from "node:assert";
      import { describe, it } from "node:test";
      import { slugify } from "./slugify.js";
      describe("slugify", () => {
        it("is lower", () => assert.equal(slugify("A"), "a"));
        it("is a slug", async () => assert.equal(slugify("A b"), "a-b"));
      });
    `);

    const verdict = await check(SLUGIFY, {
      signature: SIGNATURE,
      examples: [returns('slugify("A b")', '"a-b"')],
      ...tests,
    });

    const { tool } = own.checker;
    expect(verdict).toEqual({
      status: "accepted",
      notRun: [],
      phase: "test",
      diagnostics: [],
      checks: [
        { phase: "syntax", tool, count: 1, sandbox: undefined },
        { phase: "type", tool, count: 1, sandbox: undefined },
        { phase: "signature", tool, count: 1, sandbox: undefined },
        {
          phase: "example",
          tool: { name: "examples", version: "1" },
          count: 1,
          sandbox: sandbox.id,
        },
        {
          phase: "test",
          tool: { name: "node:test", version: process.version },
          count: 2,
          sandbox: sandbox.id,
        },
      ],
    });
  });

  test("gives places in UTF-16 units behind an emoji", async () => {
    const text = 'const party = "🎉 é 中";\nexport const wrong: number = party;\n';

    const { diagnostics } = await check(text);

    const { start, end } = diagnostics[0]!.span!;
    expect(text.slice(start, end)).toBe("wrong");
  });

  test("throws a fault for a specification that is wrong", async () => {
    await expect(check(SLUGIFY, { signature: "slugify" })).rejects.toMatchObject({
      code: "specification/invalid",
      help: expect.stringContaining("export function"),
    });
  });
});

describe("its process", () => {
  /** Takes the compiler minutes. */
  const ENDLESS = `type Grow<N extends number, A extends unknown[] = []> = A["length"] extends N ? A : Grow<N, [...A, 0]>;
    type Pairs<A extends unknown[]> = A extends [infer H, ...infer R] ? [[H, R], ...Pairs<R>] : [];
    ${Array.from({ length: 400 }, (_, n) => `export type T${n} = Pairs<Grow<${900 - n}>>; export const x${n}: T${n} = 1;`).join("\n")}`;

  test("is stopped by the time limit, and the next check works", async () => {
    const verdict = await check(ENDLESS, {}, { timeoutMs: 1_000 });

    expect(verdict).toMatchObject({ status: "inconclusive", reason: "timeout", checks: [] });
    expect(await check(SLUGIFY)).toMatchObject({ status: "accepted" });
  });

  test("is stopped by an abort, with the signal's own reason, and the next check works", async () => {
    const controller = new AbortController();
    const reason = new Error("stop");

    const checking = check(ENDLESS, {}, { signal: controller.signal });
    setImmediate(() => controller.abort(reason));

    await expect(checking).rejects.toBe(reason);
    expect(await check(SLUGIFY)).toMatchObject({ status: "accepted" });
  });

  test("an abort while examples run ends them", async () => {
    const controller = new AbortController();
    const reason = new Error("stop");
    await using checker = await typescript.openChecker({
      ...machine,
      sandbox: {
        ...sandbox,
        run: (job, options) => {
          setImmediate(() => controller.abort(reason));
          return sandbox.run(job, options);
        },
      },
    });

    const checking = checker.check(candidate("export const f = (): number => { for (;;) {} };"), {
      specification: specification({ examples: [throws("f()", undefined)] }),
      profile: "strict",
      timeoutMs: 60_000,
      signal: controller.signal,
    });

    await expect(checking).rejects.toBe(reason);
  });

  test("survives text that overflows the compiler", async () => {
    const deep = `export const x = ${"(".repeat(200_000)}1${")".repeat(200_000)};`;

    expect(await check(deep)).toMatchObject({ status: "inconclusive", reason: "tool-crash" });
    const bypasses = await own.checker.findBypasses(candidate(deep), {
      timeoutMs: 60_000,
      signal: undefined,
    });
    expect(bypasses).toMatchObject([{ severity: "error", code: "unjudged", category: "resource" }]);
    expect(await check(SLUGIFY)).toMatchObject({ status: "accepted" });
  });

  test("is gone when the checker is closed", async () => {
    const ends: RunningTool["ended"][] = [];
    const start: ToolRunner["start"] = async (command) => {
      const tool = await toolRunner.start(command);
      ends.push(tool.ended);
      return tool;
    };
    const checker = await typescript.openChecker({
      ...machine,
      sandbox,
      toolRunner: { ...toolRunner, start },
    });

    await checker[Symbol.asyncDispose]();

    expect(await Promise.all(ends)).toHaveLength(1);
  });
});

describe("probeToolchain()", () => {
  test("says which compiler is there", async () => {
    expect(await typescript.probeToolchain({ ...machine, sandbox })).toEqual({
      isReady: true,
      why: "TypeScript 6.0.3",
      help: undefined,
    });
  });
});
