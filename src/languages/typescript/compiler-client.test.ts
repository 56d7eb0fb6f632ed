import { describe, expect, test } from "vitest";
import type { RunningTool, ToolRunner } from "../../ports/tool-runner.ts";
import { createCompilerClient } from "./compiler-client.ts";

type Behaviour = "answers" | "hangs" | "breaks" | "runs out of memory" | "finds a fault" | "ends";

/** A tool runner whose programs behave as told, one after another. */
function fakeToolRunner(...behaviours: readonly Behaviour[]) {
  const started: { isClosed: boolean }[] = [];
  const start = async (): Promise<RunningTool> => {
    const behaviour = behaviours[started.length] ?? "answers";
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
        const { id } = JSON.parse(line) as { id: number };
        const responses: Record<Behaviour, () => void> = {
          answers: () => say({ id, kind: "answer", answer: started.length }),
          hangs: () => undefined,
          breaks: () => say({ id, kind: "crash", detail: "RangeError: deep" }),
          "runs out of memory": () => close("FATAL ERROR: JavaScript heap out of memory"),
          "finds a fault": () =>
            say({ id, kind: "fault", code: "config/invalid", message: "Cannot", help: "Do" }),
          ends: () => close("SyntaxError: no"),
        };
        setImmediate(responses[behaviour]);
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
  const toolRunner = { node: "node", start } as unknown as ToolRunner;
  return { toolRunner, started };
}

const greet = { kind: "greet" } as const;
const soon = { timeoutMs: 20, signal: undefined };
const late = { timeoutMs: 60_000, signal: undefined };

describe("createCompilerClient()", () => {
  test("keeps one process for all requests", async () => {
    const { toolRunner, started } = fakeToolRunner("answers");
    await using client = createCompilerClient(toolRunner);

    const replies = [await client.ask(greet, late), await client.ask(greet, late)];

    expect(replies).toMatchObject([
      { kind: "answer", answer: 1 },
      { kind: "answer", answer: 1 },
    ]);
    expect(started).toHaveLength(1);
  });

  test.each([
    ["hangs", "timeout"],
    ["breaks", "tool-crash"],
    ["ends", "tool-crash"],
    ["runs out of memory", "memory"],
  ] as const)("says of a process that %s: %s; and starts another", async (behaviour, reason) => {
    const { toolRunner, started } = fakeToolRunner(behaviour, "answers");
    await using client = createCompilerClient(toolRunner);

    const reply = await client.ask(greet, soon);
    const next = await client.ask(greet, late);

    expect(reply).toMatchObject({ kind: "none", reason });
    expect(next).toMatchObject({ kind: "answer", answer: 2 });
    expect(started[0]).toEqual({ isClosed: true });
  });

  test("throws what the compiler calls a fault, and keeps the process", async () => {
    const { toolRunner, started } = fakeToolRunner("finds a fault");
    await using client = createCompilerClient(toolRunner);

    await expect(client.ask(greet, late)).rejects.toMatchObject({
      code: "config/invalid",
      help: "Do",
    });
    await expect(client.ask(greet, late)).rejects.toMatchObject({ code: "config/invalid" });
    expect(started).toEqual([{ isClosed: false }]);
  });

  test("rejects with the signal's own reason, and ends the process that worked for it", async () => {
    const { toolRunner, started } = fakeToolRunner("hangs", "answers");
    await using client = createCompilerClient(toolRunner);
    const controller = new AbortController();
    const reason = new Error("stop");

    const asking = client.ask(greet, { ...late, signal: controller.signal });
    setImmediate(() => controller.abort(reason));

    await expect(asking).rejects.toBe(reason);
    expect(started).toEqual([{ isClosed: true }]);
    expect(await client.ask(greet, late)).toMatchObject({ answer: 2 });
  });

  test("starts nothing for a signal that is aborted already", async () => {
    const { toolRunner, started } = fakeToolRunner();
    await using client = createCompilerClient(toolRunner);
    const reason = new Error("stop");

    await expect(client.ask(greet, { ...late, signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
    expect(started).toEqual([]);
  });

  test("lets a request that hangs not harm those that wait, nor one that gives up while waiting", async () => {
    const { toolRunner } = fakeToolRunner("hangs", "answers");
    await using client = createCompilerClient(toolRunner);
    const controller = new AbortController();
    const reason = new Error("stop");

    const hanging = client.ask(greet, soon);
    const givingUp = client.ask(greet, { ...late, signal: controller.signal });
    const waiting = client.ask(greet, late);
    controller.abort(reason);

    await expect(givingUp).rejects.toBe(reason);
    expect(await hanging).toMatchObject({ reason: "timeout" });
    expect(await waiting).toMatchObject({ kind: "answer", answer: 2 });
  });

  test("ends the process when it is closed, and starts none after that", async () => {
    const { toolRunner, started } = fakeToolRunner("answers");
    const client = createCompilerClient(toolRunner);
    await client.ask(greet, late);

    await client[Symbol.asyncDispose]();

    expect(started).toEqual([{ isClosed: true }]);
    await expect(client.ask(greet, late)).rejects.toThrow(TypeError);
  });
});
