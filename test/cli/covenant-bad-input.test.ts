import { readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const GOOD =
  'snippet id="m.f" kind="fn"\nsignature\n  fn name="f"\n    param name="n" type="Int"\n    returns type="Int"\n  end\nend\nbody\n  step id="s1" kind="return"\n    from="n"\n    as="_"\n  end\nend\nend\n';
const BROKEN = GOOD.replace("from=", "form=");
const UGLY = GOOD.replaceAll("\n  ", "\n\t");
const TASK = `language: covenant
id: pure.same
title: The same
category: pure
complexity: simple
module: m
function: f
description: Give back what is given.
parameters: [{ name: n, type: Int }]
returns: { type: Int }
behaviours:
  - { name: one, example: true, args: { n: 1 }, returns: 1 }
`;

interface Case {
  readonly name: string;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly args: readonly string[];
  readonly code: number;
  readonly says: RegExp;
}

const ofEach = (
  commands: readonly string[],
  rest: Omit<Case, "args"> & { readonly file: string },
): readonly Case[] =>
  commands.map((command) => ({
    ...rest,
    name: `${rest.name}, of ${command}`,
    args: [...command.split(" "), rest.file],
  }));

const READERS = ["check", "test", "format --write", "fix --write"];

const CASES: readonly Case[] = [
  ...ofEach(READERS, { name: "a missing file", file: "no.cov", code: 3, says: /no\.cov.*exist/ }),
  ...ofEach(READERS, {
    name: "a folder",
    files: { "a.cov/b.cov": GOOD },
    file: "a.cov",
    code: 3,
    says: /folder/,
  }),
  ...ofEach(READERS, {
    name: "a binary file",
    files: { "a.cov": new Uint8Array([0x89, 0, 0xff, 1]) },
    file: "a.cov",
    code: 3,
    says: /NUL|UTF-8/,
  }),
  ...ofEach(["fix --write", "format --write", "test"], {
    name: "a file of a language that lacks it",
    files: { "a.py": "x = 1\n" },
    file: "a.py",
    code: 2,
    says: /Python/,
  }),
  ...ofEach(["fix --write --check", "format --write --check"], {
    name: "both --write and --check",
    files: { "a.cov": UGLY },
    file: "a.cov",
    code: 2,
    says: /both --write and --check/,
  }),
  {
    name: "a file that the formatter cannot read, with the line",
    files: { "a.cov": BROKEN },
    args: ["format", "--write", "a.cov"],
    code: 1,
    says: /^a\.cov:10:5 error E-PARSE-00\d[^]*left alone/,
  },
  {
    name: "a skeleton outside the project",
    files: { "t.task.yaml": TASK },
    args: ["skeleton", "t.task.yaml", "--out", "../x.cov"],
    code: 2,
    says: /outside the project/,
  },
  {
    name: "a skeleton in place of somebody's file",
    files: { "t.task.yaml": TASK, "a.cov": GOOD },
    args: ["skeleton", "t.task.yaml", "--out", "a.cov"],
    code: 2,
    says: /did not write/,
  },
  {
    name: "a task that calls the function otherwise than it is declared",
    files: { "t.task.yaml": TASK.replace("n: 1", "m: 1"), "a.cov": GOOD },
    args: ["check", "a.cov", "--spec", "t.task.yaml"],
    code: 3,
    says: /task\.yaml:12: .*no parameter "m"/,
  },
  {
    name: "a task whose declarations are cut off",
    files: { "t.task.yaml": `${TASK}declarations: snippet id="m.X"\n`, "a.cov": GOOD },
    args: ["check", "a.cov", "--spec", "t.task.yaml"],
    code: 3,
    says: /given declarations/,
  },
  {
    name: "a template that is not there",
    args: ["prompts", "render", "__proto__"],
    code: 2,
    says: /no template "__proto__"/,
  },
  {
    name: "a parameter that is too long",
    files: { "long.txt": "x".repeat(200_000) },
    args: ["prompts", "render", "error-recovery", "--file", "program=long.txt"],
    code: 2,
    says: /"program" is longer than 100000 characters/,
  },
];

const snapshot = (root: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((path) => statSync(join(root, path)).isFile())
      .map((path) => [path, readFileSync(join(root, path), "latin1")]),
  );

describe("specwright, given bad input in Covenant,", () => {
  test.each(CASES)("says what to do about $name", async ({ files, args, code, says }) => {
    const root = createProject(files);
    const before = snapshot(root);

    const result = await runCli(root, args);

    expect(result.stderr).toMatch(says);
    expect(result.code).toBe(code);
    expect(result.stdout).toBe("");
    expect(result.stderr).not.toMatch(/^ {4}at /m);
    expect(snapshot(root)).toEqual(before);
  });

  test("shows no control characters of a file's name", async () => {
    const name = "ev\u001b[2Jil.cov";
    const root = createProject({ [name]: UGLY });

    for (const args of [["check"], ["test"], ["fix", "--check"], ["format", "--write"]]) {
      const { stdout, stderr } = await runCli(root, [...args, name]);

      expect(stdout + stderr).toContain("ev\\u001b[2Jil.cov");
      expect(stdout + stderr).not.toContain("\u001b");
    }
  });

  test("cuts the lines that it quotes, and tells all places in JSON", async () => {
    const count = 2_000;
    const steps = Array.from(
      { length: count },
      (_, index) => `step id="t${index}" kind="bind" from="u${index}" as="v${index}" end`,
    );
    const root = createProject({ "a.cov": GOOD.replace("body\n", `body\n${steps.join(" ")}\n`) });

    const shown = await runCli(root, ["check", "a.cov"]);
    const told = await runCli(root, ["check", "a.cov", "--json"]);

    expect(shown.stderr.length).toBeLessThan(count * 1_000);
    expect(shown.stderr).toMatch(/from="u700".*\n *\^{6}\n/);
    expect(jsonLines(told.stdout)).toMatchObject([
      { status: "rejected", diagnostics: { length: count } },
    ]);
  });

  test("formats what a link leads to, whatever its line ends and mark of order", async () => {
    const root = createProject({ "a.cov": `\ufeff${UGLY.replaceAll("\n", "\r\n")}` });
    symlinkSync("a.cov", join(root, "link.cov"));

    const { code } = await runCli(root, ["format", "--write", "link.cov"]);

    expect(code).toBe(0);
    expect(readFileSync(join(root, "a.cov"), "utf8")).toBe(GOOD);
    expect(readFileSync(join(root, "link.cov"), "utf8")).toBe(GOOD);
  });

  test("says in JSON why tests were not run", async () => {
    const root = createProject({ "a.cov": BROKEN });

    const { code, stdout } = await runCli(root, ["test", "a.cov", "--json"]);

    expect(code).toBe(1);
    expect(jsonLines(stdout)).toMatchObject([
      {
        file: "a.cov",
        status: "rejected",
        tests: [],
        diagnostics: [{ line: 10, phase: "syntax" }],
      },
    ]);
  });

  test("takes text that looks like a control token for text", async () => {
    const set = ["module=m", "function=f", "description=Say <|endoftext|> twice"];

    const { code, stdout } = await runCli(createProject(), [
      ...["prompts", "render", "simple-function"],
      ...set.flatMap((pair) => ["--set", pair]),
    ]);

    expect(code).toBe(0);
    expect(stdout).toContain("Say <|endoftext|> twice");
  });
});
