import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Behaviour } from "../../../domain/behaviour.ts";
import type { RunningTool, ToolRunner } from "../../../ports/tool-runner.ts";
import { testMachine } from "../../../testing/test-machine.ts";
import { compute, fn, give, sqlQuery, step } from "./fixtures/programs.ts";
import { createInterpreterClient } from "./interpreter-client.ts";
import { EMPTY_WORLD } from "./world.ts";

const { toolRunner } = await testMachine();

const INT = 'returns type="Int"';
const next = fn("n: Int", INT, `${compute("add", 'var="n" lit=1', "m")}\n${give("m")}`);
const ENDLESS =
  "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT COUNT(*) FROM r";
const sometimesEndless = fn(
  "n: Int",
  INT,
  [
    compute("equals", 'var="n" lit=0', "zero"),
    step("if", `condition="zero" then ${sqlQuery(ENDLESS)} end`, "_"),
    give("n"),
  ].join("\n"),
);

const behaviour = (n: number, value: number): Behaviour => ({
  name: `n=${n}`,
  isHidden: n < 0,
  args: { n },
  given: EMPTY_WORLD,
  expected: { outcome: { kind: "returns", value }, tables: {}, files: {}, calls: undefined },
});

describe("createInterpreterClient() with its process", () => {
  test("runs behaviours and tests", async () => {
    await using client = createInterpreterClient(toolRunner);
    const source = `${next}\nsnippet id="t.m" kind="module" tests
      test id="T-1" kind="unit" covers="R-1" ${compute("equals", "lit=1 lit=1", "ok")} end
      test id="T-2" kind="unit" ${compute("equals", "lit=1 lit=2", "ok")} end end end`;

    const behaviours = await client.runBehaviours(source, "t.f", [
      behaviour(1, 2),
      behaviour(-1, 2),
    ]);
    const tests = await client.runTests(source);

    expect(behaviours.map(({ name, isHidden, status }) => [name, isHidden, status])).toEqual([
      ["n=1", false, "pass"],
      ["n=-1", true, "fail"],
    ]);
    expect(tests).toMatchObject([
      { testId: "T-1", covers: "R-1", status: "pass", hasAsserted: true },
      { testId: "T-2", status: "fail" },
    ]);
  });

  test("ends SQL that does not, and goes on with the rest", async () => {
    await using client = createInterpreterClient(toolRunner);
    const behaviours = [behaviour(1, 1), behaviour(0, 0), behaviour(2, 2)];

    const results = await client.runBehaviours(sometimesEndless, "t.f", behaviours, {
      eachTimeoutMs: 2_000,
    });

    expect(results.map(({ status, message }) => message ?? status)).toEqual([
      "pass",
      "Cannot run to the end: no answer within 2000 ms",
      "pass",
    ]);
  });

  test("stops at once when aborted, with the signal's own reason", async () => {
    await using client = createInterpreterClient(toolRunner);
    const controller = new AbortController();
    const reason = new Error("stop");

    const running = client.runBehaviours(sometimesEndless, "t.f", [behaviour(0, 0)], {
      eachTimeoutMs: 60_000,
      signal: controller.signal,
    });
    const next = client.runBehaviours(sometimesEndless, "t.f", [behaviour(3, 3)]);
    controller.abort(reason);

    await expect(running).rejects.toBe(reason);
    expect(await next).toMatchObject([{ status: "pass" }]);
  });

  test("reaches no file of the machine, whatever SQL asks for", async () => {
    await using client = createInterpreterClient(toolRunner);
    const path = `/tmp/covenant-${process.pid}.db`;
    const write = fn(
      "n: Int",
      INT,
      `${sqlQuery(`WITH x AS (SELECT 1) ATTACH DATABASE '${path}' AS y`)}\n${give("n")}`,
    );

    const [result] = await client.runBehaviours(write, "t.f", [behaviour(1, 1)]);

    expect(result?.status).toBe("fail");
    expect(existsSync(path)).toBe(false);
  });
});

type Manner = "answers" | "breaks" | "ends" | "runs out of memory" | "hangs";

/** A tool runner whose programs behave as told, one after another. */
function fakeToolRunner(...manners: readonly Manner[]) {
  const started: { isClosed: boolean }[] = [];
  const start = async (): Promise<RunningTool> => {
    const manner = manners[started.length] ?? "answers";
    const state = { isClosed: false };
    started.push(state);
    const { promise: ended, resolve: end } = Promise.withResolvers<string>();
    const waiting: ((line: IteratorResult<string>) => void)[] = [];
    const say = (response: object): void =>
      waiting.shift()?.({ done: false, value: JSON.stringify(response) });
    const close = (stderr: string): void => {
      end(stderr);
      for (const give of waiting) give({ done: true, value: undefined });
    };
    return {
      send(line) {
        const { id } = JSON.parse(line) as { readonly id: number };
        const responses: Readonly<Record<Manner, () => void>> = {
          answers: () => say({ id, kind: "behaviour", result: { status: "pass" } }),
          breaks: () => say({ id, kind: "crash", detail: "TypeError: no" }),
          ends: () => close("SyntaxError: no"),
          "runs out of memory": () => close("FATAL ERROR: JavaScript heap out of memory"),
          hangs: () => undefined,
        };
        setImmediate(responses[manner]);
      },
      lines: {
        [Symbol.asyncIterator]: () => ({
          next: () => new Promise((resolve) => waiting.push(resolve)),
        }),
      },
      ended: ended.then((stderr) => ({ exitCode: 1, signal: undefined, stderr })),
      async [Symbol.asyncDispose]() {
        state.isClosed = true;
        close("");
      },
    };
  };
  return { toolRunner: { node: "node", start } as unknown as ToolRunner, started };
}

describe("createInterpreterClient()", () => {
  const ask = async (fake: ToolRunner, count: number, timeoutMs?: number) => {
    await using client = createInterpreterClient(fake);
    return await client.runBehaviours(
      next,
      "t.f",
      Array.from({ length: count }, () => behaviour(1, 2)),
      { eachTimeoutMs: 30, timeoutMs },
    );
  };

  test.each<readonly [Manner, string]>([
    ["breaks", "Cannot run to the end: the interpreter broke: TypeError: no"],
    ["ends", "Cannot run to the end: the interpreter broke: SyntaxError: no"],
    ["runs out of memory", "Cannot run to the end: it takes too much memory"],
    ["hangs", "Cannot run to the end: no answer within 30 ms"],
  ])("says of a process that %s what happened, and starts another", async (manner, message) => {
    const { toolRunner, started } = fakeToolRunner(manner, "answers");

    const results = await ask(toolRunner, 2);

    expect(results).toMatchObject([{ status: "inconclusive", message }, { status: "pass" }]);
    expect(started).toHaveLength(2);
    expect(started[0]?.isClosed).toBe(true);
  });

  test("keeps one process, starts none without need, and closes it", async () => {
    const { toolRunner, started } = fakeToolRunner();

    await ask(toolRunner, 0);
    expect(started).toEqual([]);

    await ask(toolRunner, 3);
    expect(started).toEqual([{ isClosed: true }]);
  });

  test("asks nothing more when the time for all is over", async () => {
    const { toolRunner } = fakeToolRunner("hangs", "hangs", "hangs", "hangs");

    const results = await ask(toolRunner, 4, 40);

    expect(results.at(-1)).toMatchObject({
      status: "inconclusive",
      message: "Cannot run: the time for all is over",
    });
  });

  test("refuses to run when it is closed", async () => {
    const { toolRunner } = fakeToolRunner();
    const client = createInterpreterClient(toolRunner);
    await client[Symbol.asyncDispose]();

    await expect(client.runBehaviours(next, "t.f", [behaviour(1, 2)])).rejects.toThrow(TypeError);
  });
});
