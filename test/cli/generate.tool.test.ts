import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const SPEC = `---
language: typescript
signature: "export function double(n: number): number"
examples:
  - double(4) => 8
  - double(-3) => -6
---
# Double

Return n times two.
`;
const answer = (body: string): string =>
  `Sure! Here it is:\n\n\`\`\`ts\nexport function double(n: number): number {\n  ${body}\n}\n\`\`\`\n\nHope that helps.`;
const RIGHT = answer("return n * 2;");
const WRONG_VALUE = answer("return n + 2;");
const WRONG_TYPE = answer('return "two";');
const BYPASS = answer("return n as any;");

const project = (
  answers: readonly unknown[],
  more: Readonly<Record<string, string>> = {},
): string =>
  createProject({ "spec.md": SPEC, "answers.json": JSON.stringify({ answers }), ...more });
const generate = (root: string, ...rest: string[]) =>
  runCli(root, [
    "generate",
    "spec.md",
    "--model",
    "scripted/answers.json",
    "--out",
    "src/double.ts",
    ...rest,
  ]);
const read = (root: string, path: string): string => readFileSync(join(root, path), "utf8");

describe("specwright generate", () => {
  test("writes what was accepted, without the words around it, and the evidence", async () => {
    const root = project([RIGHT]);

    const { code, stdout } = await generate(root);

    expect(code).toBe(0);
    expect(stdout).toBe("src/double.ts\n");
    expect(read(root, "src/double.ts")).toBe(
      "export function double(n: number): number {\n  return n * 2;\n}\n",
    );
    const evidence = JSON.parse(read(root, ".specwright/evidence/src/double.ts.json"));
    expect(evidence).toMatchObject({ path: "src/double.ts", attempt: 1, language: "typescript" });
    expect(evidence.checks.map(({ phase }: { phase: string }) => phase)).toEqual(
      expect.arrayContaining(["guard", "type", "signature", "example"]),
    );
  });

  test("fills a typed hole that the model left, and says so", async () => {
    const root = project([answer("const two = 2;\n  return Math.imul(n, /*?*/);")]);

    const { code, stderr } = await generate(root);

    expect(code).toBe(0);
    expect(stderr).toContain("holes-filled");
    expect(read(root, "src/double.ts")).toContain("return Math.imul(n, two);");
  });

  test.each([
    [[], true],
    [["--unconstrained"], false],
  ])("keeps with the run whether it was held to constraints: %j", async (flags, isConstrained) => {
    const { stdout } = await generate(project([RIGHT]), "--json", ...flags);

    expect(jsonLines(stdout)[0]).toMatchObject({ type: "run-start", isConstrained });
  });

  test("repairs with the checker's own diagnostics", async () => {
    const root = project([WRONG_TYPE, WRONG_VALUE, RIGHT]);

    const { code, stderr } = await generate(root);

    expect(code).toBe(0);
    expect(stderr).toContain("attempt 1 (first) rejected in phase type");
    expect(stderr).toContain(
      "attempt 2 (repair) rejected in phase example: `double(4)` gives 6, expected 8",
    );
    expect(stderr).toContain("attempt 3 (repair) accepted");
  });

  test("keeps what was not accepted aside, and leaves the user's file alone", async () => {
    const root = project([WRONG_VALUE, BYPASS, WRONG_TYPE, WRONG_VALUE], {
      "src/double.ts": "// mine\n",
    });

    const { code, stdout, stderr } = await generate(root, "--force");

    expect(code).toBe(4);
    expect(stdout).toBe("");
    expect(read(root, "src/double.ts")).toBe("// mine\n");
    expect(existsSync(join(root, ".specwright/evidence"))).toBe(false);
    const [runId = ""] = readdirSync(join(root, ".specwright/unverified"));
    expect(read(root, `.specwright/unverified/${runId}/double.ts`)).toContain("n + 2");
    expect(read(root, `.specwright/unverified/${runId}/double.ts.diagnostics.json`)).toContain(
      "UNVERIFIED",
    );
    expect(stderr).toContain("UNVERIFIED");
  });

  test("stops early when the same diagnostics come back", async () => {
    const { code, stderr } = await generate(project([WRONG_VALUE, WRONG_VALUE, RIGHT]));

    expect(code).toBe(4);
    expect(stderr).toContain("after 2 attempts");
  });

  test("never takes an answer that was cut for a whole one", async () => {
    const { code, stderr } = await generate(
      project([{ text: RIGHT.slice(0, 80), finishReason: "length" }]),
      "--repairs",
      "0",
    );

    expect(code).toBe(4);
    expect(stderr).toContain("phase response");
  });

  test("ends as a model's fault when its stream breaks, and can be resumed", async () => {
    const root = project([{ text: RIGHT, fault: "cut", faultAfter: 20 }]);

    const { code, stderr } = await generate(root);

    expect(code).toBe(6);
    expect(stderr).not.toMatch(/^ {4}at /m);
    const { stdout } = await runCli(root, ["runs", "list", "--json"]);
    expect(jsonLines(stdout)).toMatchObject([{ status: "unfinished", attempts: 0 }]);
  });

  test("--json prints one event per line, and nothing else, to stdout", async () => {
    const { stdout } = await generate(project([WRONG_TYPE, RIGHT]), "--json");

    expect(jsonLines(stdout).map(({ type }) => type)).toEqual([
      "run-start",
      ...["attempt-start", "call-end", "response-end", "check-start", "attempt-end"],
      ...["attempt-start", "call-end", "response-end", "check-start", "attempt-end"],
      "run-end",
    ]);
  });

  test("prints the accepted text where no file is named", async () => {
    const root = project([RIGHT]);

    const { stdout } = await runCli(root, [
      "generate",
      "spec.md",
      "--model",
      "scripted/answers.json",
    ]);

    expect(stdout).toBe("export function double(n: number): number {\n  return n * 2;\n}\n");
  });

  test("replaces its own file, and not one that was changed since", async () => {
    const root = project([RIGHT]);
    await generate(root);

    expect((await generate(root)).code).toBe(0);

    const changed = createProject({
      "spec.md": SPEC,
      "answers.json": JSON.stringify({ answers: [RIGHT] }),
      "src/double.ts": `${read(root, "src/double.ts")}// mine\n`,
      ".specwright/evidence/src/double.ts.json": read(
        root,
        ".specwright/evidence/src/double.ts.json",
      ),
    });
    expect((await generate(changed)).code).toBe(2);
  });

  test("ends as stopped when a limit forbids another attempt", async () => {
    const { code, stderr } = await generate(project([WRONG_TYPE, RIGHT]), "--total-tokens", "1");

    expect(code).toBe(9);
    expect(stderr).toContain("stopped by the limit on tokens");
  });

  test("runs the user's tests, and believes them only when they ran", async () => {
    const spec = SPEC.replace("---\n# Double", "tests: [double.test.ts]\n---\n# Double");
    const body = (expected: number): string =>
      `import test from "node:test";\nimport assert from "node:assert";\nimport { double } from "./src/double.ts";\ntest("doubles", () => assert.equal(double(21), ${expected}));\n`;
    const run = async (testFile: string) => {
      const root = project([RIGHT], { "spec.md": spec, "double.test.ts": testFile });
      return generate(root, "--repairs", "0");
    };

    expect((await run(body(42))).code).toBe(0);
    const failed = await run(body(43));
    expect(failed.code).toBe(4);
    expect(failed.stderr).toContain("phase test");
    expect((await run("export {};\n")).code).toBe(4);
  });
});

describe("specwright without bubblewrap", () => {
  const elsewhere = { PATH: "/nonexistent" };
  const arguments_ = [
    "generate",
    "spec.md",
    "--model",
    "scripted/answers.json",
    "--out",
    "src/double.ts",
  ];

  test("runs examples in QuickJS, and the evidence says so", async () => {
    const root = project([RIGHT]);

    const { code } = await runCli(root, arguments_, elsewhere);

    expect(code).toBe(0);
    expect(read(root, ".specwright/evidence/src/double.ts.json")).toContain('"sandbox": "quickjs');
  });

  test("asks no model for what could not be judged here, and says why", async () => {
    const root = project([], {
      "spec.md": SPEC.replace("---\n# Double", "tests: [double.test.ts]\n---\n# Double"),
      "double.test.ts": 'import test from "node:test";\ntest("nothing", () => {});\n',
    });

    const { code, stderr } = await runCli(root, arguments_, elsewhere);

    expect(code).toBe(5);
    expect(stderr).toContain("quickjs cannot run them");
    expect(existsSync(join(root, ".specwright"))).toBe(false);
  });
});

describe("specwright check", () => {
  test("--json prints one line a file, in the shape that is promised", async () => {
    const root = createProject({
      "good.ts": "export const x: number = 1;\n",
      "bad.ts": 'const é: number = "😀";\nexport { é };\n',
    });

    const { code, stdout } = await runCli(root, ["check", "good.ts", "bad.ts", "--json"]);

    expect(code).toBe(1);
    expect(jsonLines(stdout)).toEqual([
      {
        file: "good.ts",
        status: "accepted",
        phase: expect.any(String),
        timeMs: expect.any(Number),
        diagnostics: [],
      },
      {
        file: "bad.ts",
        status: "rejected",
        phase: "type",
        timeMs: expect.any(Number),
        diagnostics: [
          {
            code: "TS2322",
            phase: "type",
            category: "type",
            severity: "error",
            message: "Type 'string' is not assignable to type 'number'.",
            line: 1,
            column: 7,
            endLine: 1,
            endColumn: 8,
            help: null,
          },
        ],
      },
    ]);
  });

  test("--spec checks signature and examples of a file that is there", async () => {
    const root = createProject({
      "spec.md": SPEC,
      "double.ts": "export function double(n: number): number {\n  return n + 2;\n}\n",
    });

    const { code, stderr } = await runCli(root, ["check", "double.ts", "--spec", "spec.md"]);

    expect(code).toBe(1);
    expect(stderr).toContain("`double(4)` gives 6, expected 8");
  });

  test("judges Python by the same words", async () => {
    const root = createProject({
      "a.py": "def f(:\n  pass\n",
      "b.py": "def f() -> int:\n    return 1\n",
    });

    const { code, stdout } = await runCli(root, ["check", "a.py", "b.py", "--json"]);

    expect(code).toBe(1);
    expect(jsonLines(stdout)).toMatchObject([
      { file: "a.py", status: "rejected", phase: "syntax" },
      { file: "b.py", status: "accepted" },
    ]);
  });
});
