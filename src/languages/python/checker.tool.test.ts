import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Checker } from "../../ports/language-pack.ts";
import type { Machine } from "../../ports/machine.ts";
import type { RunningTool } from "../../ports/tool-runner.ts";
import { testMachine } from "../../testing/test-machine.ts";
import { python } from "./index.ts";

let machine: Machine;
let checker: Checker;
/** Processes that the checker has started. */
const started: RunningTool[] = [];
beforeAll(async () => {
  const real = await testMachine();
  const start: Machine["toolRunner"]["start"] = async (command) => {
    const tool = await real.toolRunner.start(command);
    started.push(tool);
    return tool;
  };
  machine = { ...real, toolRunner: { ...real.toolRunner, start } };
  checker = await python.openChecker(machine);
});
afterAll(() => checker[Symbol.asyncDispose]());

const check = (text: string, signal?: AbortSignal, timeoutMs = 60_000) =>
  checker.check(
    { language: "python", path: "candidate.py", text, companions: [] },
    { specification: undefined, profile: "standard", timeoutMs, signal },
  );

const GOOD = python.probes.accepted;

describe("openChecker()", () => {
  test("names the interpreter that judges", () => {
    expect(checker.tool).toMatchObject({
      name: "cpython",
      version: expect.stringMatching(/^3\.\d+\.\d+$/),
    });
  });

  test("keeps one process for many questions", async () => {
    await check(GOOD);
    const before = started.length;

    await Promise.all(Array.from({ length: 10 }, () => check(GOOD)));

    expect(started.length).toBe(before);
  });

  // Nesting that has crashed CPython's parser or compiler, or made it give up.
  test.for([
    ["parentheses", "(".repeat(1_000_000), "rejected"],
    ["brackets that close", `x = ${"[".repeat(500_000)}${"]".repeat(500_000)}`, "rejected"],
    ["minus signs", `x = ${"-".repeat(1_000_000)}1`, "inconclusive"],
    ["attributes", `a = 1\na${".b".repeat(500_000)}`, "inconclusive"],
    ["calls", `a = 1\na${"()".repeat(500_000)}`, "inconclusive"],
    ["sums", `1${"+1".repeat(500_000)}`, "inconclusive"],
    ["lambdas", `x = ${"lambda:".repeat(150_000)}1`, "inconclusive"],
    ["branches", `if a: pass\n${"elif a: pass\n".repeat(70_000)}`, "inconclusive"],
    [
      "indentation",
      Array.from({ length: 200 }, (_, at) => `${" ".repeat(at)}if 1:\n`).join(""),
      "rejected",
    ],
  ] as const)("survives a megabyte of %s", async ([, text, status]) => {
    expect(await check(text)).toMatchObject({ status });
    expect(await check(GOOD)).toMatchObject({ status: "accepted" });
  });

  test("starts the process again when it was killed", async () => {
    await check(GOOD);
    await started.at(-1)?.[Symbol.asyncDispose]();

    expect(await check(GOOD)).toMatchObject({
      status: "inconclusive",
      reason: "tool-crash",
      phase: "syntax",
    });
    expect(await check(GOOD)).toMatchObject({ status: "accepted" });
  });

  test("ends the process when its time is over, and answers the next question", async () => {
    const slow = "x = 1\n".repeat(200_000);

    expect(await check(slow, undefined, 200)).toMatchObject({
      status: "inconclusive",
      reason: "timeout",
    });
    expect(await check(GOOD)).toMatchObject({ status: "accepted" });
  });

  test("rejects with the signal's reason in the middle of a check", async () => {
    const controller = new AbortController();
    const reason = new Error("stop");

    const work = check("x = 1\n".repeat(200_000), controller.signal);
    const next = check(GOOD);
    await new Promise(setImmediate);
    controller.abort(reason);

    await expect(work).rejects.toBe(reason);
    expect(await next).toMatchObject({ status: "accepted" });
  });
});
