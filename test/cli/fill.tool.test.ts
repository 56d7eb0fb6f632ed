import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const HOLED = "export function toTexts(xs: readonly number[]): string[] {\n  return /*?*/;\n}\n";

describe("specwright fill", () => {
  test("shows answers that pass the checker, and writes nothing", async () => {
    const root = createProject({ "a.ts": HOLED });
    const { code, stdout, stderr } = await runCli(root, ["fill", "a.ts", "--top", "3"]);

    expect(code).toBe(0);
    expect(stdout.split("\n")).toContain("xs.map(String)");
    expect(stderr).toContain("a.ts:2:10 expects string[]");
    expect(readFileSync(join(root, "a.ts"), "utf8")).toBe(HOLED);
  });

  test("keeps what does as the examples say, and writes it", async () => {
    const text =
      'export function pick(a: number, b: number): number {\n  throw new Error("hole");\n}\n';
    const root = createProject({ "a.ts": text });
    const examples = ["pick(3, 8) => 8", "pick(9, 2) => 9"];
    const { code, stdout } = await runCli(root, [
      "fill",
      "a.ts",
      "--example",
      ...examples,
      "--write",
    ]);
    const written = readFileSync(join(root, "a.ts"), "utf8");
    const checked = await runCli(root, ["check", "a.ts"]);

    expect([code, checked.code]).toEqual([0, 0]);
    expect(stdout).toContain("Math.max(a, b)");
    expect(written).toContain("return Math.max(");
  });

  test("fills several holes in order, and tells them as JSON", async () => {
    const text = `${HOLED}export const count = (xs: readonly number[]): number => todo<number>();\n`;
    const root = createProject({ "a.ts": text });
    const { code, stdout } = await runCli(root, ["fill", "a.ts", "--json", "--write"]);

    expect(code).toBe(0);
    expect(jsonLines(stdout)).toMatchObject([
      { line: 2, expected: "string[]" },
      { line: 4, expected: "number" },
    ]);
    expect(readFileSync(join(root, "a.ts"), "utf8")).not.toMatch(/todo|\?\*/);
  });

  test("writes nothing where the file is wrong besides its holes", async () => {
    const text = `${HOLED}export const wrong: string = 1;\n`;
    const root = createProject({ "a.ts": text });
    const { code, stderr } = await runCli(root, ["fill", "a.ts", "--write"]);

    expect(code).toBe(1);
    expect(stderr).toContain("Cannot write");
    expect(readFileSync(join(root, "a.ts"), "utf8")).toBe(text);
  });

  test.for([
    ["no hole", "export const a = 1;\n", [], 2, "it has no hole"],
    ["a text that does not parse", "export const = ;\n", [], 3, "(line 1)"],
    ["a hole without a type", "export const a = /*?*/;\n", [], 3, "nothing says which type"],
    ["a hole in the place of a type", "const a: /*?*/ = 1;\n", [], 3, "no value can stand there"],
    ["a huge file", `${HOLED}${"//\n".repeat(400_000)}`, [], 3, "characters"],
    ["an example that is none", HOLED, ["--example", "=> 2"], 2, "Cannot read the example"],
    ["a depth beyond", HOLED, ["--depth", "9"], 2, "at most 5"],
  ] as const)("says in one line what is wrong with %s", async ([, text, args, exit, message]) => {
    const root = createProject({ "a.ts": text });
    const { code, stdout, stderr } = await runCli(root, ["fill", "a.ts", ...args]);

    expect([code, stdout]).toEqual([exit, ""]);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("    at ");
  });

  test("refuses languages without holes, and files that are not there", async () => {
    const root = createProject({ "a.py": "x = 1\n" });

    expect((await runCli(root, ["fill", "a.py"])).code).toBe(2);
    expect((await runCli(root, ["fill", "b.ts"])).code).toBe(3);
  });
});
