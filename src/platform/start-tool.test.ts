import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createToolRunner } from "./tool-runner.ts";

const runner = createToolRunner();
const startShell = (script: string, maxOutputBytes?: number) =>
  runner.start({ program: "sh", args: ["-c", script], maxOutputBytes });

const next = async (lines: AsyncIterable<string>): Promise<string | undefined> => {
  for await (const line of lines) return line;
  return undefined;
};

describe("start()", () => {
  test("talks by lines", async () => {
    await using tool = await runner.start({ program: "cat", args: [] });

    tool.send("ä1");
    expect(await next(tool.lines)).toBe("ä1");
    tool.send("b");
    expect(await next(tool.lines)).toBe("b");
  });

  test("ends its lines when the program ends, and says how it did", async () => {
    await using tool = await startShell("echo last; echo why >&2; exit 4");

    expect(await tool.ended).toEqual({ exitCode: 4, signal: undefined, stderr: "why\n" });
    expect(await next(tool.lines)).toBe("last");
    expect(await next(tool.lines)).toBeUndefined();
  });

  test("keeps the end of what is said on stderr", async () => {
    await using tool = await startShell("yes 1234567 | head -c 200000 >&2; echo end >&2");

    const { stderr } = await tool.ended;

    expect(stderr.length).toBe(64 * 1024);
    expect(stderr.endsWith("1234567\nend\n")).toBe(true);
  });

  test("ends the program and removes its folder when disposed", async () => {
    const tool = await startShell("pwd; trap '' TERM; sleep 1000");
    const folder = (await next(tool.lines)) ?? "";
    expect(existsSync(folder)).toBe(true);

    await tool[Symbol.asyncDispose]();

    expect(await tool.ended).toMatchObject({ signal: "SIGKILL" });
    expect(existsSync(folder)).toBe(false);
    expect(await next(tool.lines)).toBeUndefined();
  });

  test("lets a program that listens end by itself", async () => {
    const tool = await startShell("cat > /dev/null; exit 7");

    await tool[Symbol.asyncDispose]();

    expect(await tool.ended).toMatchObject({ exitCode: 7 });
  });

  test("does not mind lines sent after the end", async () => {
    await using tool = await startShell("exit 0");
    tool.send("x".repeat(1_000_000));
    await tool.ended;

    tool.send("more");

    expect(await next(tool.lines)).toBeUndefined();
  });

  test("refuses to send two lines as one", async () => {
    await using tool = await runner.start({ program: "cat", args: [] });

    expect(() => tool.send("a\nb")).toThrow(TypeError);
  });

  test("ends a program whose line is too long", async () => {
    await using tool = await startShell("yes | tr -d '\\n'", 1_000);

    expect(await next(tool.lines)).toBeUndefined();
    expect(await tool.ended).not.toMatchObject({ exitCode: 0 });
  });

  test("throws a fault for a program that is not there", async () => {
    await expect(runner.start({ program: "no-such-program", args: [] })).rejects.toMatchObject({
      code: "toolchain/missing",
    });
  });
});
