import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test, vi } from "vitest";
import { testMachine } from "../../../testing/test-machine.ts";
import { type Behaviour, commandFor, createStandInFolder } from "./fixtures/stand-in.ts";
import { type CompilerResult, type RunCompilerOptions, runCompiler } from "./run-compiler.ts";

const { toolRunner } = await testMachine();
const folder = createStandInFolder();
afterAll(() => folder[Symbol.dispose]());

const CASES = fileURLToPath(new URL("fixtures/cases/", import.meta.url));
const readCase = (name: string): string => readFileSync(join(CASES, name, "program.cov"), "utf8");
const GOOD = readCase("accepted");

const run = (
  behaviour: Behaviour,
  source: string = GOOD,
  {
    detail,
    ...options
  }: Partial<RunCompilerOptions> & { readonly detail?: string | undefined } = {},
): Promise<CompilerResult> =>
  runCompiler(commandFor(folder.install("covenant", behaviour, detail)), source, {
    toolRunner,
    ...options,
  });

/** Whether a process runs; one that only waits to be reaped does not. */
function isRunning(pid: string): boolean {
  const path = `/proc/${pid}/stat`;
  return existsSync(path) && !/\) [ZX] /.test(readFileSync(path, "utf8"));
}

describe("runCompiler()", () => {
  test.each(readdirSync(CASES))("reads the case %s through a real process", async (name) => {
    const { verdict, report } = JSON.parse(
      readFileSync(join(CASES, name, "expected.json"), "utf8"),
    );

    const result = await run("replays", readCase(name), { detail: join(CASES, name) });

    expect(result.verdict).toBe(verdict);
    const errors = report.findings.filter(
      ({ severity }: { readonly severity: string }) => severity === "error",
    );
    expect(result.findings.filter(({ severity }) => severity === "error")).toMatchObject(errors);
  });

  test("keeps warnings only about calls of the file's own functions", async () => {
    const result = await run("replays", readCase("warnings"), { detail: join(CASES, "warnings") });

    expect(result.findings).toMatchObject([
      { severity: "warning", message: "undefined reference: double" },
    ]);
  });

  test("asks about effects only where the types hold", async () => {
    const effectful = readCase("effect-violations");
    const detail = join(CASES, "effect-violations");

    expect((await run("rejects", effectful)).findings).toMatchObject([{ kind: "type" }]);
    expect((await run("replays", effectful, { detail })).findings).toMatchObject([
      { kind: "effect", range: { start: effectful.indexOf('snippet id="shop') } },
      { kind: "effect" },
      { kind: "effect" },
      { kind: "effect" },
    ]);
  });

  test.each<[Behaviour, CompilerResult["verdict"]]>([
    ["panics", "crashed"],
    ["kills itself", "crashed"],
    ["talks nonsense", "unreadable"],
    ["floods", "unreadable"],
  ])("never takes a compiler that %s for one that rejects", async (behaviour, verdict) => {
    const result = await run(behaviour);

    expect(result).toMatchObject({ verdict, findings: [] });
  });

  test("keeps what it cannot read", async () => {
    expect((await run("talks nonsense")).raw).toBe("segmentation of the moon\n%$");
  });

  test("ends a compiler that hangs, with its children", async () => {
    const pidFile = join(folder.root, "child.pid");

    const result = await run("hangs with a child", GOOD, { detail: pidFile, timeoutMs: 2000 });

    expect(result).toMatchObject({ verdict: "timed-out", findings: [] });
    expect(isRunning(readFileSync(pidFile, "utf8"))).toBe(false);
  });

  test("throws the signal's reason, and leaves no file behind", async () => {
    const reason = new Error("stop");
    const controller = new AbortController();
    const temporary = join(folder.root, "temporary");
    mkdirSync(temporary);
    vi.stubEnv("TMPDIR", temporary);

    const running = run("hangs", GOOD, { signal: controller.signal });
    await vi.waitUntil(() => readdirSync(temporary).length > 0);
    setTimeout(() => controller.abort(reason), 100);

    await expect(running).rejects.toBe(reason);
    vi.unstubAllEnvs();
    expect(readdirSync(temporary)).toEqual([]);
  });

  test.each([
    ["", "empty_program"],
    ["// only a comment\n", "empty_program"],
    ["let x = 1\n", "not_a_snippet"],
  ])("does not believe a success for %j, which is read as another language", async (text, rule) => {
    const result = await run("accepts", text);

    expect(result).toMatchObject({ verdict: "rejected", findings: [{ meaning: { rule } }] });
  });

  test.each([
    ["an open triple string", `${GOOD}note """`],
    [
      "a list of other things than strings",
      'snippet id="a" kind="data"\ncontent\n  keywords [1]\nend\nend\n',
    ],
  ])("does not start the compiler on %s, which it never finishes", async (_, text) => {
    const result = await run("rejects", text);

    expect(result).toMatchObject({ verdict: "timed-out", findings: [], timeMs: 0 });
  });

  test("throws a fault when the compiler is gone", async () => {
    const command = commandFor(join(folder.root, "nothing-here"));

    await expect(runCompiler(command, GOOD, { toolRunner })).rejects.toMatchObject({
      code: "toolchain/missing",
    });
  });
});
