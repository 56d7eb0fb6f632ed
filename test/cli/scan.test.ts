import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const FILES = {
  "src/danger.py": 'import os\n\nAPI_KEY = "k3y-9f8a77b1c2"\nos.system(API_KEY)\n',
  "src/fine.ts": "export const one = 1;\n",
  "src/notes.md": "os.system(x)\n",
  "node_modules/x/index.js": "eval(x);\n",
};

describe("specwright scan", () => {
  test("shows what is dangerous, and no secret", async () => {
    const { code, stdout, stderr } = await runCli(createProject(FILES), ["scan", "src"]);

    expect(code).toBe(1);
    expect(stdout).toBe("2 files scanned: 2 errors, 0 warnings, 0 informations\n");
    expect(stderr).toContain("src/danger.py:3:11 error SEC001");
    expect(stderr).toContain("src/danger.py:4:1 error SEC006");
    expect(stdout + stderr).not.toContain("k3y-9f8a77b1c2");
  });

  test("ends well where nothing is wrong, and leaves out what others wrote", async () => {
    const { code, stdout } = await runCli(
      createProject({ "a.ts": "1;\n", "node_modules/x.js": "eval(x);\n" }),
      ["scan", "."],
    );

    expect([code, stdout]).toEqual([0, "1 file scanned: 0 errors, 0 warnings, 0 informations\n"]);
  });

  test("writes JSON and SARIF, replaces its own log, and no other file", async () => {
    const root = createProject({ ...FILES, "kept.json": "{}" });
    const args = ["scan", "src/danger.py", "--json", "--sarif", "out.sarif"];
    const { stdout } = await runCli(root, args);
    const again = await runCli(root, args);
    const other = await runCli(root, ["scan", "src/danger.py", "--sarif", "kept.json"]);

    expect(jsonLines(stdout)).toMatchObject([
      { file: "src/danger.py", diagnostics: [{ code: "SEC001" }, { code: "SEC006" }] },
    ]);
    const log = readFileSync(join(root, "out.sarif"), "utf8");
    expect(JSON.parse(log).runs[0].results).toMatchObject([
      { ruleId: "SEC001", level: "error" },
      { ruleId: "SEC006" },
    ]);
    expect(log).not.toContain("k3y-9f8a77b1c2");
    expect(again.code).toBe(1);
    expect(other.code).toBe(2);
    expect(readFileSync(join(root, "kept.json"), "utf8")).toBe("{}");
  });

  test("passes over no file of a folder without a word", async () => {
    const root = createProject({
      "src/long.py": `${"x = 1\n".repeat(200_000)}import os\nos.system(input())\n`,
      "huge/one.py": "x = 1\n",
      "huge/two.py": "#\n".repeat(6_000_000),
    });

    const [long, huge] = [
      await runCli(root, ["scan", "src"]),
      await runCli(root, ["scan", "huge"]),
    ];

    expect(long).toMatchObject({ code: 1, stderr: expect.stringContaining("SEC006") });
    expect(huge.stderr).toContain("huge/two.py was not scanned: larger than");
    expect(huge.stdout).toContain("1 file scanned");
    expect(huge.code).not.toBe(0);
  });

  test("says what is wrong with what it cannot scan", async () => {
    const root = createProject(FILES);

    expect(await runCli(root, ["scan", "src/notes.md"])).toMatchObject({ code: 2, stdout: "" });
    expect(await runCli(root, ["scan", "nowhere.py"])).toMatchObject({ code: 3, stdout: "" });
  });

  test("tells packages that the project does not declare", async () => {
    const root = createProject({
      "package.json": '{"dependencies":{"zod":"4"}}',
      "a.ts": 'import "zod";\nimport "zood";\n',
    });
    const { stdout } = await runCli(root, ["scan", "a.ts", "--json"]);

    expect(jsonLines(stdout)).toMatchObject([
      { diagnostics: [{ code: "SEC046", line: 2, severity: "warning" }] },
    ]);
  });
});

describe("specwright check", () => {
  const QUERY =
    "def find(cursor, name: str) -> None:\n    cursor.execute(f\"SELECT * FROM t WHERE name = '{name}'\")\n";

  test("refuses dangerous code, or tells it, as the user decides; a project may not loosen that", async () => {
    const root = createProject({
      "a.py": QUERY,
      "specwright.toml": 'security_scan = "off"\n',
    });

    const refused = await runCli(root, ["check", "a.py", "--json", "--sarif", "out.sarif"]);
    const told = await runCli(root, ["check", "a.py", "--json"], {
      SPECWRIGHT_SECURITY_SCAN: "report",
    });
    const unseen = await runCli(root, ["check", "a.py", "--json"], {
      SPECWRIGHT_SECURITY_SCAN: "off",
    });

    expect(jsonLines(refused.stdout)).toMatchObject([
      {
        status: "rejected",
        phase: "security",
        diagnostics: [{ code: "SEC008", severity: "error" }],
      },
    ]);
    expect(readFileSync(join(root, "out.sarif"), "utf8")).toContain('"SEC008"');
    expect(jsonLines(told.stdout)).toMatchObject([
      { status: "accepted", diagnostics: [{ code: "SEC008", severity: "warning" }] },
    ]);
    expect(jsonLines(unseen.stdout)).toMatchObject([{ status: "accepted", diagnostics: [] }]);
  });
});

describe("specwright generate", () => {
  test("has dangerous code repaired: the model hears the rule and what to do, and the clean scan is on record", async () => {
    const fence = (statement: string): string =>
      `\`\`\`ts\nexport function find(name: string): string[] {\n  return [${statement}, name];\n}\n\`\`\``;
    const root = createProject({
      "spec.md":
        '---\nlanguage: typescript\nsignature: "export function find(name: string): string[]"\n---\n# Find\n\nA statement and its parameters.\n',
      "answers.json": JSON.stringify([
        fence("`SELECT * FROM users WHERE name = '${name}'`"),
        fence('"SELECT * FROM users WHERE name = $1"'),
      ]),
    });

    const args = ["generate", "spec.md", "--model", "scripted/answers.json", "--json"];
    const { code, stdout } = await runCli(root, args);
    const attempts = jsonLines(stdout).filter(({ type }) => type === "attempt-end");

    expect(code).toBe(0);
    expect(attempts).toMatchObject([
      {
        attempt: {
          verdict: { status: "rejected", phase: "security", diagnostics: [{ code: "SEC008" }] },
        },
      },
      { attempt: { plan: { kind: "repair" }, verdict: { status: "accepted" } } },
    ]);
    expect(JSON.stringify(attempts[1])).toContain('"phase":"security"');
  });
});
