import { existsSync, readFileSync } from "node:fs";
import { chmod, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { describe, expect, test, vi } from "vitest";
import type { ToolCommand } from "../ports/tool-runner.ts";
import { createScratchFolder } from "./scratch-folder.ts";
import { createToolRunner } from "./tool-runner.ts";

const runner = createToolRunner();
const shell = (script: string, rest: Partial<ToolCommand> = {}) =>
  runner.run({ program: "sh", args: ["-c", script], ...rest });

/** Whether a process runs; one that only waits to be reaped does not. */
function isRunning(pid: string): boolean {
  if (pid === "") throw new Error("there is no pid to look for");
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return false;
  return !/\) [ZX] /.test(readFileSync(path, "utf8"));
}
const linesOf = (text: string): readonly string[] => text.trim().split("\n");

describe("run()", () => {
  test("gives the exit code and both streams", async () => {
    const result = await shell("echo out; echo err >&2; exit 3");

    expect(result).toMatchObject({
      exitCode: 3,
      signal: undefined,
      stdout: "out\n",
      stderr: "err\n",
      isTimedOut: false,
      isOutputCut: false,
    });
  });

  test("names the signal that ended the program", async () => {
    expect(await shell("kill -SEGV $$")).toMatchObject({ exitCode: undefined, signal: "SIGSEGV" });
  });

  test("hands arguments over as they are, without a shell", async () => {
    const args = ["%s|", "$(id)", "; ls", "*", "a b", "ä"];

    expect((await runner.run({ program: "printf", args })).stdout).toBe("$(id)|; ls|*|a b|ä|");
  });

  test("shows the program PATH, LANG and what the command names", async () => {
    vi.stubEnv("SOMETHING_OF_OURS", "private");
    const { stdout } = await runner.run({
      program: "env",
      args: [],
      environment: { GIVEN: "yes" },
    });
    vi.unstubAllEnvs();

    const names = linesOf(stdout).map((line) => line.split("=")[0]);
    expect(names.toSorted()).toEqual(["GIVEN", "LANG", "PATH"]);
  });

  test("shows our whole environment to a program that inherits all of it", async () => {
    vi.stubEnv("SOMETHING_OF_OURS", "private");
    const { stdout } = await runner.run({ program: "env", args: [], inherits: "all" });
    vi.unstubAllEnvs();

    expect(linesOf(stdout)).toContain("SOMETHING_OF_OURS=private");
  });

  test("runs in an empty folder that is gone afterwards", async () => {
    const { stdout } = await shell("pwd; touch a; mkdir b; ls -a");
    const [folder = "", ...names] = linesOf(stdout);

    expect(names).toEqual([".", "..", "a", "b"]);
    expect(existsSync(folder)).toBe(false);
  });

  test("runs in the folder that the command names, and leaves it there", async () => {
    await using scratch = await createScratchFolder();

    const { stdout } = await shell("pwd; touch a", { directory: scratch.path });

    expect(stdout.trim()).toBe(scratch.path);
    expect(existsSync(join(scratch.path, "a"))).toBe(true);
  });

  test("gives the program its input, to the end", async () => {
    const input = "ä\n".repeat(100_000);

    expect((await shell("cat", { input })).stdout).toBe(input);
  });

  test("does not mind a program that ends without reading its input", async () => {
    const input = "x".repeat(10_000_000);

    expect(await shell("exit 0", { input })).toMatchObject({ exitCode: 0 });
  });

  test("throws a fault for a program that is not there", async () => {
    const command = { program: "no-such-program", args: [] };

    await expect(runner.run(command)).rejects.toMatchObject({
      code: "toolchain/missing",
      message: 'Cannot run "no-such-program": it is not on PATH',
    });
  });

  test("throws a fault for a file that is no program", async () => {
    await using scratch = await createScratchFolder();
    const program = join(scratch.path, "text");
    await writeFile(program, "echo no");

    await expect(runner.run({ program, args: [] })).rejects.toMatchObject({
      code: "toolchain/missing",
    });
  });

  test("throws for a folder that does not exist, and not as if the program were missing", async () => {
    const command = { program: "true", args: [], directory: "/no/such/folder" };

    await expect(runner.run(command)).rejects.toThrow(TypeError);
  });

  test("ends a program that runs out of time, with children that ignore being asked", async () => {
    const script = "trap '' TERM; sleep 1000 & echo $!; sleep 1000 & echo $!; wait; sleep 1000";

    const result = await shell(script, { timeoutMs: 150 });

    expect(result).toMatchObject({ exitCode: undefined, signal: "SIGKILL", isTimedOut: true });
    expect(linesOf(result.stdout).map(isRunning)).toEqual([false, false]);
  });

  test("takes a time limit that is no whole number, or endless", async () => {
    expect((await shell("true", { timeoutMs: 5_000.5 })).exitCode).toBe(0);
    expect((await shell("true", { timeoutMs: Infinity })).exitCode).toBe(0);
    expect((await shell("sleep 10", { timeoutMs: -1 })).isTimedOut).toBe(true);
  });

  test("ends children that run in sessions of their own", async () => {
    const script = "setsid sleep 1000 & echo $!; wait";

    const result = await shell(script, { timeoutMs: 150 });

    expect(linesOf(result.stdout).map(isRunning)).toEqual([false]);
  });

  test("ends what a program leaves behind", async () => {
    const result = await shell("sleep 1000 & echo $!");

    expect(result.exitCode).toBe(0);
    expect(linesOf(result.stdout).map(isRunning)).toEqual([false]);
  });

  test("rejects with the signal's own reason when aborted, after all processes are gone", async () => {
    await using scratch = await createScratchFolder();
    const controller = new AbortController();
    const reason = new Error("stop");
    const script = "sleep 1000 & echo $! > pids; echo $$ >> pids; echo go > ready; wait";
    const command = { program: "sh", args: ["-c", script], directory: scratch.path };

    const run = runner.run(command, { signal: controller.signal });
    await vi.waitUntil(() => existsSync(join(scratch.path, "ready")));
    controller.abort(reason);

    await expect(run).rejects.toBe(reason);
    const pids = linesOf(readFileSync(join(scratch.path, "pids"), "utf8"));
    expect(pids.map(isRunning)).toEqual([false, false]);
  });

  test("rejects when aborted while it starts", async () => {
    const controller = new AbortController();
    const reason = new Error("stop");

    const command = { program: "sleep", args: ["1000"], timeoutMs: 1_000_000 };
    const run = runner.run(command, { signal: controller.signal });
    controller.abort(reason);

    await expect(run).rejects.toBe(reason);
  });

  test("starts nothing when aborted before", async () => {
    await using scratch = await createScratchFolder();
    const reason = new Error("stop");
    const command = { program: "touch", args: ["started"], directory: scratch.path };

    const run = runner.run(command, { signal: AbortSignal.abort(reason) });

    await expect(run).rejects.toBe(reason);
    expect(existsSync(join(scratch.path, "started"))).toBe(false);
  });

  test("ends a program that says too much, and keeps what fits", async () => {
    const result = await runner.run({ program: "yes", args: ["ä"], maxOutputBytes: 7 });

    expect(result).toMatchObject({ isOutputCut: true, isTimedOut: false, stdout: "ä\nä\n" });
  });

  test("keeps output of exactly the limit", async () => {
    const result = await runner.run({ program: "printf", args: ["1234567"], maxOutputBytes: 7 });

    expect(result).toMatchObject({ isOutputCut: false, stdout: "1234567", exitCode: 0 });
  });
});

describe("find()", () => {
  test("gives the absolute path of a program on PATH", async () => {
    expect(await runner.find("sh")).toMatch(/^\/.*\/sh$/);
  });

  test("gives nothing for what is not there", async () => {
    expect(await runner.find("no-such-program")).toBeUndefined();
    expect(await runner.find("")).toBeUndefined();
    expect(await runner.find("/tmp")).toBeUndefined();
  });

  test("takes no program from a relative part of PATH", async () => {
    await using scratch = await createScratchFolder();
    await writeFile(join(scratch.path, "trap"), "#!/bin/sh\n");
    await chmod(join(scratch.path, "trap"), 0o755);
    vi.stubEnv("PATH", `:.:${scratch.path}`);
    const absolute = await runner.find("trap");
    vi.stubEnv("PATH", `:${relative(process.cwd(), scratch.path)}`);
    const viaRelative = await runner.find("trap");
    vi.unstubAllEnvs();

    expect([absolute, viaRelative]).toEqual([join(scratch.path, "trap"), undefined]);
  });
});

describe("node", () => {
  test("is the program that runs us", async () => {
    const { stdout } = await runner.run({ program: runner.node, args: ["--version"] });

    expect(stdout.trim()).toBe(process.version);
  });
});
