import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createPatternLibrary } from "./create-pattern-library.ts";

const FOLDER = "datasets/patterns";
const library = createPatternLibrary({
  readBuiltIn: async () =>
    readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".yaml"))
      .map((path) => ({ path, text: readFileSync(join(FOLDER, path), "utf8") })),
  readOwn: async () => [],
  fenceTagOf: () => "",
});
const examplesIn = async (language: string) =>
  (await library.list()).flatMap(({ id, examples }) =>
    examples[language] === undefined ? [] : [{ id, code: examples[language] }],
  );

// Beside our own packages, whose types the examples use.
mkdirSync("node_modules/.cache", { recursive: true });
const folder = mkdtempSync(resolve("node_modules/.cache/patterns-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Names of what Python cannot compile: as a file, or as the body of a method. */
const COMPILE = `
import json, sys, textwrap
def is_broken(code):
    for text in (code, "async def f(self, request):\\n" + textwrap.indent(code, "    ")):
        try:
            compile(text, "example", "exec")
            return False
        except SyntaxError:
            pass
    return True
print(json.dumps([each["id"] for each in json.load(sys.stdin) if is_broken(each["code"])]))
`;

describe("the examples of patterns", () => {
  test("type-check in TypeScript, under strict", { timeout: 60_000 }, async () => {
    const examples = await examplesIn("typescript");
    for (const { id, code } of examples) writeFileSync(join(folder, `${id}.ts`), code);
    const options = [
      "--ignoreConfig",
      "--strict",
      "--noEmit",
      "--noUncheckedIndexedAccess",
      "--skipLibCheck",
    ];
    const compiler = resolve("node_modules/typescript7/bin/tsc");
    const files = examples.map(({ id }) => `${id}.ts`);

    const { stdout, status } = spawnSync(
      process.execPath,
      [
        compiler,
        ...options,
        "--module",
        "nodenext",
        "--target",
        "es2024",
        "--types",
        "node",
        ...files,
      ],
      { cwd: folder, encoding: "utf8" },
    );

    expect(examples.length).toBeGreaterThanOrEqual(12);
    expect([stdout, status]).toEqual(["", 0]);
  });

  test.each(["python", "onex"])("compile in Python: %s", async (language) => {
    const examples = await examplesIn(language);

    const { stdout, stderr } = spawnSync("python3", ["-c", COMPILE], {
      input: JSON.stringify(examples),
      encoding: "utf8",
    });

    expect(examples.length).toBeGreaterThanOrEqual(12);
    expect([stdout.trim(), stderr]).toEqual(["[]", ""]);
  });
});
