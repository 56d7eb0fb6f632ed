import { describe, expect, test } from "vitest";
import type { SandboxLimits } from "../../ports/sandbox.ts";
import { createToolRunner } from "../tool-runner.ts";
import { openQuickJs } from "./quickjs.ts";

const sandbox = openQuickJs(createToolRunner());
if (sandbox === undefined) throw new Error("QuickJS is not installed");

function run(text: string, limits?: SandboxLimits, signal?: AbortSignal) {
  const files = [
    { path: "src/main.js", text },
    {
      path: "src/lib/twice.js",
      text: 'import { two } from "../two.js"; export default (n) => n * two;',
    },
    { path: "src/two.js", text: "export const two = 2;" },
  ];
  return sandbox!.run(
    { files, entry: "src/main.js", interpreter: "javascript", limits },
    { signal },
  );
}

describe("openQuickJs()", () => {
  test("runs a module with what it imports, and its promises to the end", async () => {
    const result = await run(`
      import twice from "./lib/twice.js";
      Promise.resolve().then(() => console.log("later"));
      console.log("ä", twice(21), { a: [1] });
      await null;
      console.error("wrong");`);

    expect(result).toMatchObject({
      ended: "exit",
      exitCode: 0,
      stdout: "ä 42 { a: [ 1 ] }\nlater\n",
      stderr: "wrong\n",
    });
  });

  test.each([
    ['throw new TypeError("bäd")', /^TypeError: bäd\n +at .*src\/main\.js:1/],
    ['await null; throw new RangeError("late")', /^RangeError: late\n/],
    ["throw 3", /^Uncaught 3\n$/],
    ["throw null", /^Uncaught null\n$/],
    ["let let", /^SyntaxError: /],
    ['import "./no.js"', /^Error: Cannot find module 'src\/no\.js'\n$/],
    ['import "node:fs"', /^Error: Cannot find module 'node:fs'\n$/],
    ['await import("../../../../etc/passwd")', /Cannot find module/],
    ["(function f() { f(); })()", /^InternalError: stack overflow\n/],
  ])("ends %s with exit code 1 and the reason", async (text, reason) => {
    const result = await run(text);

    expect(result).toMatchObject({ ended: "exit", exitCode: 1, stdout: "" });
    expect(result.stderr).toMatch(reason);
  });

  test("ends a module that waits for what never comes as Node does", async () => {
    expect(await run("await new Promise(() => {})")).toMatchObject({ ended: "exit", exitCode: 13 });
  });

  test("recurses about as deep as Node", async () => {
    const { stdout } = await run(
      "const f = (n) => n === 0 ? 0 : 1 + f(n - 1); console.log(f(9000));",
    );

    expect(stdout).toBe("9000\n");
  });

  test("shows nothing of this machine", async () => {
    const names = "process require fetch setTimeout std os Deno performance".split(" ");

    const { stdout } = await run(`console.log(${names.map((name) => `typeof ${name}`).join()})`);

    expect(new Set(stdout.trim().split(" "))).toEqual(new Set(["undefined"]));
  });

  test.each([
    "for (;;);",
    "const again = () => Promise.resolve().then(again); again();",
    '/(a+)+$/.test("a".repeat(40) + "b")',
    "try { for (;;); } finally { for (;;); }",
  ])("ends %s as a timeout", async (text) => {
    const result = await run(text, { timeoutMs: 200 });

    expect(result.ended).toBe("timeout");
    expect(result.timeMs).toBeLessThan(8_000);
  });

  test("does not stop our own work meanwhile", async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 10);

    await run("for (;;);", { timeoutMs: 300 });

    clearInterval(timer);
    expect(ticks).toBeGreaterThan(5);
  });

  test.each([
    "const all = []; for (;;) all.push(new Uint8Array(1e6));",
    "let all = {}; for (;;) all = { all };",
    'const all = []; for (;;) all.push("x".repeat(1e5) + all.length);',
  ])("ends %s as memory", async (text) => {
    expect(await run(text, { memoryBytes: 32 * 1024 * 1024 })).toMatchObject({ ended: "memory" });
  });

  test("lets a program go on that has caught its want of memory", async () => {
    const text = `
      let all = [];
      try { for (;;) all.push(new Uint8Array(1e6)); } catch { all = []; }
      console.log("on");`;

    const result = await run(text, { memoryBytes: 32 * 1024 * 1024 });

    expect(result).toMatchObject({ ended: "exit", exitCode: 0, stdout: "on\n" });
  });

  test("ends a flood of output, and keeps what fits", async () => {
    const result = await run('for (;;) console.log("123456789");', { maxOutputBytes: 1_000 });

    expect(result).toMatchObject({ ended: "output", stdout: "123456789\n".repeat(100) });
  });

  test("rejects with the signal's own reason when aborted", async () => {
    const controller = new AbortController();
    const reason = new Error("stop");

    const result = run("for (;;);", undefined, controller.signal);
    controller.abort(reason);

    await expect(result).rejects.toBe(reason);
  });

  test("refuses what needs more than the language", async () => {
    const job = {
      files: [{ path: "a.js", text: "" }],
      entry: "a.js",
      interpreter: "node",
    } as const;

    expect(sandbox!.supports("node")).toBe(false);
    await expect(sandbox!.run(job)).rejects.toMatchObject({ code: "sandbox/missing" });
  });
});
