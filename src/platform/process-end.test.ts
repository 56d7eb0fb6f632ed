import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { afterAll, describe, expect, test, vi } from "vitest";
import { createScratchFolder } from "./scratch-folder.ts";

// A process that is killed leaves its folders behind: not in everybody's way.
const temporary = await createScratchFolder();
afterAll(() => temporary[Symbol.asyncDispose]());

/** Starts a process that uses the tool runner as `script` says; gives what it prints first. */
async function startUser(script: string): Promise<{ user: ChildProcess; firstLine: string }> {
  const moduleUrl = new URL("./tool-runner.ts", import.meta.url).href;
  const text = `import { createToolRunner } from ${JSON.stringify(moduleUrl)};
    const runner = createToolRunner();
    ${script}`;
  const user = spawn(process.execPath, ["--input-type=module", "-e", text], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, TMPDIR: temporary.path },
  });
  const [firstLine] = (await once(createInterface(user.stdout), "line")) as [string];
  return { user, firstLine };
}

const hasEnded = (pid: string): boolean =>
  !existsSync(`/proc/${pid}/stat`) || /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));

const START_SLEEPER = `
    const tool = await runner.start({ program: "sh", args: ["-c", "echo $$ $PWD; sleep 1000"] });
    const { value } = await tool.lines[Symbol.asyncIterator]().next();
    console.log(value);`;

describe("atProcessEnd()", () => {
  test("ends tools and removes folders when the process exits", async () => {
    const { user, firstLine } = await startUser(`${START_SLEEPER} setImmediate(process.exit);`);
    await once(user, "exit");

    const [pid = "", folder = ""] = firstLine.split(" ");
    await vi.waitUntil(() => hasEnded(pid));
    expect(existsSync(folder)).toBe(false);
  });

  test("ends tools when a signal ends the process, which still dies of that signal", async () => {
    const { user, firstLine } = await startUser(START_SLEEPER);
    user.kill("SIGTERM");
    const [, signal] = await once(user, "exit");

    const [pid = "", folder = ""] = firstLine.split(" ");
    await vi.waitUntil(() => hasEnded(pid));
    expect(existsSync(folder)).toBe(false);
    expect(signal).toBe("SIGTERM");
  });

  test("leaves a signal, and the tools, to those who listen for it", async () => {
    const { user } = await startUser(`
      const tool = await runner.start({ program: "cat", args: [] });
      process.once("SIGINT", async () => {
        tool.send("still here");
        const { value } = await tool.lines[Symbol.asyncIterator]().next();
        process.exit(value === "still here" ? 130 : 1);
      });
      console.log("ready");`);
    user.kill("SIGINT");

    expect(await once(user, "exit")).toEqual([130, null]);
  });

  test("is not needed for a listening tool: its input ends with us, however we do", async () => {
    const { user, firstLine } = await startUser(`
      const tool = await runner.start({ program: "sh", args: ["-c", "echo $$; exec cat"] });
      const { value } = await tool.lines[Symbol.asyncIterator]().next();
      console.log(value);`);
    user.kill("SIGKILL");
    await once(user, "exit");

    await expect(vi.waitUntil(() => hasEnded(firstLine))).resolves.toBe(true);
  });
});
