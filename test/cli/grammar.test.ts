import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const GREETING =
  'start: greeting " " NAME "!"\ngreeting: "Hello" | "Hi"\nNAME: /[A-Z][a-z]{1,9}/\n';

describe("specwright grammar", () => {
  test("shows texts that keep to a grammar, the same ones for the same seed", async () => {
    const root = createProject({ "a.lark": GREETING });
    const first = await runCli(root, ["grammar", "a.lark", "--sample", "4", "--seed", "3"]);
    const again = await runCli(root, ["grammar", "a.lark", "--sample", "4", "--seed", "3"]);

    expect([first.code, first.stdout.trimEnd().split("\n")]).toEqual([0, expect.any(Array)]);
    expect(first.stdout.trimEnd().split("\n")).toHaveLength(4);
    expect(first.stdout).toMatch(/^(Hello|Hi) [A-Z][a-z]{1,9}!$/m);
    expect(again.stdout).toBe(first.stdout);
    expect(first.stderr).toContain("can be written under: 2 rules");
  });

  test("says which texts it takes, and where not", async () => {
    const root = createProject({
      "a.lark": GREETING,
      "good.txt": "Hi Ann!",
      "bad.txt": "Hi\nAnn!",
      "cut.txt": "Hi Ann",
    });
    const args = ["grammar", "a.lark", "--accept", "good.txt", "bad.txt", "cut.txt"];
    const told = await runCli(root, args);
    const { code, stdout } = await runCli(root, [...args, "--json"]);

    expect([told.code, told.stdout]).toEqual([1, ""]);
    expect(told.stderr).toContain("good.txt is taken");
    expect(told.stderr).toContain("bad.txt:1:3: refused");
    expect(told.stderr).toContain("cut.txt:1:7: the text may not end here");
    expect(code).toBe(1);
    expect(jsonLines(stdout)).toMatchObject([
      { rules: 2, texts: [{ isTaken: true }, { line: 1, column: 3 }, { found: "" }] },
    ]);
  });

  test("takes a JSON Schema by its name, or because it is told to", async () => {
    const schema =
      '{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"],"additionalProperties":false}';
    const root = createProject({ "s.json": schema, "s.txt": schema });
    const named = await runCli(root, ["grammar", "s.json", "--sample", "1", "--json"]);
    const told = await runCli(root, ["grammar", "s.txt", "--schema", "--sample", "1", "--json"]);

    expect([named.code, told.code]).toEqual([0, 0]);
    expect(jsonLines(named.stdout)).toMatchObject([
      { rules: null, samples: [expect.stringContaining('"n"')] },
    ]);
  });

  test.for([
    ["an empty file", "", "it is empty"],
    ["a binary file", new Uint8Array([0, 1, 2, 255]), "not text"],
    ["10 MB", `// ${"a".repeat(10_000_000)}`, "larger than"],
    ["a rule that never ends", 'start: a\na: "x" a\n', 'a.lark:2:1: cannot finish: the rule "a"'],
    ["a rule with a parameter", 'start: x::0x1\nx::_: "a"\n', "a.lark:1:9: cannot be enforced"],
    ["a rule at both of its ends", 'start: e\ne: e "+" e | "1"\n', "a.lark:2:1: over the limits"],
    ["a regex that explodes", 'start: "x" A\nA: /([a-z]{1,3000}){1,3000}/\n', "over the limits"],
    ["a bracket that stays open", 'start: ("a"\n', "a.lark:1:12: cannot be read"],
    [
      "a word that nothing matches",
      'start: "x" A\nA: /a/ & /b/\n',
      'a.lark:2:1: cannot finish: the terminal "A" matches no text',
    ],
  ] as const)(
    "says in one line, with the place, what is wrong with %s",
    async ([, content, message]) => {
      const root = createProject({ "a.lark": content });
      const { code, stdout, stderr } = await runCli(root, ["grammar", "a.lark"]);

      expect([code, stdout]).toEqual([3, ""]);
      expect(stderr).toContain(message);
      expect(stderr).not.toContain("    at ");
    },
  );

  test("names a file that is not there, and one that holds no vocabulary", async () => {
    const root = createProject({ "a.lark": GREETING, "v.json": "{}" });
    const missing = await runCli(root, ["grammar", "b.lark"]);
    const text = await runCli(root, ["grammar", "a.lark", "--accept", "b.txt"]);
    const vocabulary = await runCli(root, ["grammar", "a.lark", "--vocabulary", "v.json"]);

    expect([missing.code, text.code, vocabulary.code]).toEqual([3, 3, 6]);
    expect(vocabulary.stderr).toContain("v.json");
  });

  test("tells refusals as JSON", async () => {
    const root = createProject({ "a.lark": 'start: "x" start\n' });
    const { code, stdout } = await runCli(root, ["grammar", "a.lark", "--json"]);

    expect(code).toBe(3);
    expect(jsonLines(stdout)).toMatchObject([
      { refusals: [{ reason: "cannot-finish", line: 1, column: 1, help: expect.any(String) }] },
    ]);
  });

  test("finds what the guide shows usable", async () => {
    const guide = readFileSync("docs/guide/your-own-grammar.md", "utf8");
    const lark = /```lark\n([\s\S]*?)```/.exec(guide)?.[1] ?? "";
    const root = createProject({ "a.lark": lark });

    expect(lark).not.toBe("");
    expect((await runCli(root, ["grammar", "a.lark", "--sample", "2"])).code).toBe(0);
  });
});
