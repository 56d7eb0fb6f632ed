import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cacheFolder } from "../../../config/cache-folder.ts";
import { testMachine } from "../../../testing/test-machine.ts";
import { findCore } from "./find-core.ts";
import { type CoreWorker, canStart, createCoreWorker } from "./worker.ts";

const base = await testMachine();
const cache = cacheFolder(undefined, process.env);
const core = await findCore({ ...base, locations: { ...base.locations, cache } });
const sandbox = canStart(base.sandbox);

const PROBE = `
import os, socket, time

def attempt(work):
    try:
        work()
        return "done"
    except OSError as error:
        return type(error).__name__

def write_answer():
    with open(f"/proc/{os.getppid()}/fd/1", "w") as answers:
        answers.write('{"id": 1, "values": [{"kind": "returned", "value": "forged"}]}')

def change_package():
    with open(os.path.join(os.path.dirname(socket.__file__), "hostile.py"), "w") as file:
        file.write("")

def linger():
    if os.fork() == 0:
        os.setsid()
        time.sleep(60)
        os._exit(0)
    return "started"

def count_processes():
    return len([name for name in os.listdir("/proc") if name.isdigit()])

def eat():
    return len(bytearray(8 * 1024 ** 3))
`;

describe.skipIf("why" in core || sandbox === undefined)("the worker", () => {
  let worker: CoreWorker;
  beforeAll(() => {
    if (!("why" in core) && sandbox !== undefined) worker = createCoreWorker(sandbox, core);
  });
  afterAll(() => worker?.[Symbol.asyncDispose]());

  const evaluate = (expressions: readonly string[], timeoutMs = 10_000) =>
    worker.ask(
      {
        question: "evaluate",
        files: [{ path: "probe.py", text: PROBE }],
        modules: ["probe"],
        expressions,
        timeoutMs,
      },
      { timeoutMs: 60_000, signal: undefined },
    );
  const values = async (...expressions: string[]) => {
    const reply = await evaluate(expressions);
    if (reply.kind === "none" || "ended" in reply.answer) return reply;
    return reply.answer.values.map((each) =>
      each.kind === "returned" ? each.value : each.names[0],
    );
  };

  test("lets a node reach neither its answers, nor the package, nor the network", async () => {
    expect(
      await values(
        "attempt(write_answer)",
        "attempt(change_package)",
        'attempt(lambda: socket.create_connection(("192.0.2.1", 80), 0.5))',
      ),
    ).toEqual(["'PermissionError'", "'OSError'", "'OSError'"]);
  });

  test("ends everything that a node leaves behind", async () => {
    const [before] = (await values("count_processes()")) as readonly string[];

    expect(await values("linger()", "linger()")).toEqual(["'started'", "'started'"]);
    expect(await values("count_processes()")).toEqual([before]);
  });

  test("starts anew after a node has ended it", async () => {
    expect(await evaluate(["os.kill(os.getppid(), 9)"])).toMatchObject({ kind: "none" });
    expect(await values("1 + 1")).toEqual(["2"]);
  });

  test("tells time, memory and a sudden end apart", async () => {
    expect(await evaluate(["time.sleep(60)"], 500)).toMatchObject({ answer: { ended: "timeout" } });
    expect(await evaluate(["eat()"])).toMatchObject({ answer: { ended: "memory" } });
    expect(await evaluate(["os._exit(0)"])).toMatchObject({ answer: { ended: "exit" } });
  });

  test("writes equal values as equal texts", async () => {
    expect(
      await values("{'b': 1, 'a': Decimal('1.50')}", "{'a': Decimal('1.50'), 'b': 1}", "(1, [2])"),
    ).toEqual(["{'a': Decimal('1.50'), 'b': 1}", "{'a': Decimal('1.50'), 'b': 1}", "(1, [2])"]);
  });
});
