import { describe, expect, test } from "vitest";
import { createWarmProcess, type LineProgram } from "./warm-process.ts";

type Behaviour = "answers" | "hangs" | "breaks" | "runs out of memory" | "mixes up" | "ends";

interface Answer {
  readonly count?: number;
  readonly crash?: string;
}

/** Starts programs that behave as told, one after another. */
function fakePrograms(...behaviours: readonly Behaviour[]) {
  const started: { isClosed: boolean }[] = [];
  const start = async (): Promise<LineProgram> => {
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
          answers: () => say({ id, count: started.length }),
          hangs: () => undefined,
          breaks: () => say({ id, crash: "RangeError: deep" }),
          "runs out of memory": () => close("FATAL ERROR: JavaScript heap out of memory"),
          "mixes up": () => say({ id: id + 1, count: 0 }),
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
  const open = () => createWarmProcess<object, Answer>(start, { crashOf: ({ crash }) => crash });
  return { open, started };
}

const greet = { kind: "greet" };
const soon = { timeoutMs: 20, signal: undefined };
const late = { timeoutMs: 60_000, signal: undefined };

describe("createWarmProcess()", () => {
  test("keeps one process for all requests", async () => {
    const { open, started } = fakePrograms("answers");
    await using client = open();

    const replies = [await client.ask(greet, late), await client.ask(greet, late)];

    expect(replies).toMatchObject([
      { kind: "answer", answer: { count: 1 } },
      { kind: "answer", answer: { count: 1 } },
    ]);
    expect(started).toHaveLength(1);
  });

  test.each([
    ["hangs", "timeout"],
    ["breaks", "tool-crash"],
    ["ends", "tool-crash"],
    ["runs out of memory", "memory"],
  ] as const)("says of a process that %s: %s; and starts another", async (behaviour, reason) => {
    const { open, started } = fakePrograms(behaviour, "answers");
    await using client = open();

    const reply = await client.ask(greet, soon);
    const next = await client.ask(greet, late);

    expect(reply).toMatchObject({ kind: "none", reason });
    expect(next).toMatchObject({ kind: "answer", answer: { count: 2 } });
    expect(started[0]).toEqual({ isClosed: true });
  });

  test("trusts no answer to another request", async () => {
    const { open, started } = fakePrograms("mixes up");
    await using client = open();

    await expect(client.ask(greet, late)).rejects.toThrow(TypeError);
    expect(started).toEqual([{ isClosed: true }]);
  });

  test("lets nobody in between the requests of one turn", async () => {
    const { open } = fakePrograms("answers");
    await using client = open();
    const order: string[] = [];

    const first = client.askInTurn(undefined, async (ask) => {
      for (const name of ["a", "b"]) {
        await ask(greet, late);
        order.push(name);
      }
    });
    const second = client.ask(greet, late).then(() => order.push("c"));
    await Promise.all([first, second]);

    expect(order).toEqual(["a", "b", "c"]);
  });

  test("rejects with the signal's own reason, and ends the process that worked for it", async () => {
    const { open, started } = fakePrograms("hangs", "answers");
    await using client = open();
    const controller = new AbortController();
    const reason = new Error("stop");

    const asking = client.ask(greet, { ...late, signal: controller.signal });
    setImmediate(() => controller.abort(reason));

    await expect(asking).rejects.toBe(reason);
    expect(started).toEqual([{ isClosed: true }]);
    expect(await client.ask(greet, late)).toMatchObject({ answer: { count: 2 } });
  });

  test("starts nothing for a signal that is aborted already", async () => {
    const { open, started } = fakePrograms();
    await using client = open();
    const reason = new Error("stop");

    await expect(client.ask(greet, { ...late, signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
    expect(started).toEqual([]);
  });

  test("lets a request that hangs not harm those that wait, nor one that gives up while waiting", async () => {
    const { open } = fakePrograms("hangs", "answers");
    await using client = open();
    const controller = new AbortController();
    const reason = new Error("stop");

    const hanging = client.ask(greet, soon);
    const givingUp = client.ask(greet, { ...late, signal: controller.signal });
    const waiting = client.ask(greet, late);
    controller.abort(reason);

    await expect(givingUp).rejects.toBe(reason);
    expect(await hanging).toMatchObject({ reason: "timeout" });
    expect(await waiting).toMatchObject({ kind: "answer", answer: { count: 2 } });
  });

  test("ends the process when it is closed, and starts none after that", async () => {
    const { open, started } = fakePrograms("answers");
    const client = open();
    await client.ask(greet, late);

    await client[Symbol.asyncDispose]();

    expect(started).toEqual([{ isClosed: true }]);
    await expect(client.ask(greet, late)).rejects.toThrow(TypeError);
  });
});
