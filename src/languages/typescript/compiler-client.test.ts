import { describe, expect, test } from "vitest";
import type { RunningTool, ToolRunner } from "../../ports/tool-runner.ts";
import { createCompilerClient } from "./compiler-client.ts";

type Behaviour = "answers" | "breaks" | "finds a fault";

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
          breaks: () => say({ id, kind: "crash", detail: "RangeError: deep" }),
          "finds a fault": () =>
            say({ id, kind: "fault", code: "config/invalid", message: "Cannot", help: "Do" }),
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
const late = { timeoutMs: 60_000, signal: undefined };

describe("createCompilerClient()", () => {
  test("gives the answer, and says why there is none", async () => {
    const { toolRunner } = fakeToolRunner("answers", "breaks");
    await using client = createCompilerClient(toolRunner);

    expect(await client.ask(greet, late)).toEqual({ kind: "answer", answer: 1 });
    await using broken = createCompilerClient(toolRunner);
    expect(await broken.ask(greet, late)).toMatchObject({ kind: "none", reason: "tool-crash" });
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
});
