import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const SPEC =
  '---\nlanguage: typescript\nsignature: "export function one(): number"\n---\n# One\n\nIt gives one.\n';
const ANSWER = "```ts\nexport function one(): number {\n  return 1;\n}\n```";

/** A project in which a file was accepted. */
async function createAccepted(): Promise<string> {
  const root = createProject({ "spec.md": SPEC, "answers.json": JSON.stringify([ANSWER]) });
  const args = ["generate", "spec.md", "--model", "scripted/answers.json", "--out", "src/one.ts"];
  const { code, stderr } = await runCli(root, args);
  if (code !== 0) throw new Error(stderr);
  return root;
}

describe("specwright verify", () => {
  test("says what holds, by the specification of its run, and refuses what was changed since", async () => {
    const root = await createAccepted();
    const held = await runCli(root, ["verify", "src/one.ts"]);
    const folder = await runCli(root, ["verify", "src", "--recheck", "--json"]);
    appendFileSync(join(root, "src/one.ts"), "// and more\n");
    const changed = await runCli(root, ["verify", "src/one.ts", "--recheck", "--sarif", "o.sarif"]);

    expect([held.code, held.stderr]).toEqual([0, ""]);
    expect(held.stdout).toMatch(
      /^src\/one\.ts holds: accepted against its recorded specification \(\d+ ms\)\n$/,
    );
    expect(jsonLines(folder.stdout)).toMatchObject([
      {
        file: "src/one.ts",
        standing: "holds",
        judgedAgainst: "recorded",
        rememberedFrom: null,
        evidence: { fits: true },
        brittleness: null,
      },
    ]);
    expect(changed.code).toBe(1);
    expect(changed.stderr).toContain("src/one.ts was changed since it was accepted");
    expect(changed.stdout).toContain("src/one.ts no longer holds: accepted");
    expect(changed.stdout).toContain("0 still hold, 1 no longer, 0 inconclusive");
    expect(readFileSync(join(root, "o.sarif"), "utf8")).toContain('"EVIDENCE"');
  });

  test("tells that a tool is another one now", async () => {
    const root = await createAccepted();
    const path = join(root, ".specwright/evidence/src/one.ts.json");
    const evidence = readFileSync(path, "utf8");
    writeFileSync(path, evidence.replace(/("name": "tsc",\s*"version": ")[^"]*/g, "$10.9.0"));
    const { code, stderr } = await runCli(root, ["verify", "src/one.ts", "--recheck"]);

    expect(code).toBe(0);
    expect(stderr).toMatch(/note: tsc was 0\.9\.0 when it was accepted, and is \d/);
  });

  test("goes without evidence, and says so", async () => {
    const root = await createAccepted();
    rmSync(join(root, ".specwright"), { recursive: true });
    const { code, stdout, stderr } = await runCli(root, ["verify", "src/one.ts", "--brittleness"]);

    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^src\/one\.ts accepted by its text alone/),
    ]);
    expect(stderr).toContain("how sure the proof is cannot be told");
  });

  test("says what is wrong with what cannot be verified", async () => {
    const root = createProject({ "src/notes.md": "# Notes\n" });

    const nothing = await runCli(root, ["verify", "src"]);
    expect(nothing.stderr).toContain('Cannot verify "src": there is nothing proved in it');
    expect(nothing.code).toBe(2);
    expect(await runCli(root, ["verify", "nowhere.ts"])).toMatchObject({ code: 3, stdout: "" });
    expect(await runCli(root, ["verify", "src/notes.md"])).toMatchObject({ code: 2, stdout: "" });
  });
});

describe("specwright probe", () => {
  test("says that only files of contracts can be probed", async () => {
    const root = createProject({ "spec.md": SPEC, "empty/notes.txt": "" });
    const { code, stdout } = await runCli(root, ["probe", "spec.md"]);

    expect([code, stdout]).toEqual([3, "spec.md refused: Nothing in it can be proved\n"]);
    expect(await runCli(root, ["probe", "empty"])).toMatchObject({ code: 2, stdout: "" });
    expect(await runCli(root, ["probe", "nowhere.md"])).toMatchObject({ code: 3, stdout: "" });
  });
});

describe("specwright evidence", () => {
  test("says what is wrong with what is no bundle, and with runs that fit into none", async () => {
    const root = await createAccepted();
    const { stdout: runs } = await runCli(root, ["runs", "list", "--json"]);
    const runId = String(jsonLines(runs)[0]?.["runId"] ?? jsonLines(runs)[0]?.["run"]);
    const wrongKind = await runCli(root, ["evidence", "bundle", runId, "--out", "b.json"]);
    const unknown = await runCli(root, ["evidence", "bundle", "nothing", "--out", "b.json"]);
    const occupied = await runCli(root, ["evidence", "bundle", runId, "--out", "package.json"]);
    const checked = await runCli(root, ["evidence", "check", "package.json", "--json"]);

    expect([wrongKind.code, wrongKind.stderr]).toEqual([
      2,
      expect.stringContaining("it was about no file of contracts"),
    ]);
    expect(unknown.code).toBe(7);
    expect([occupied.code, readFileSync(join(root, "package.json"), "utf8")]).toEqual([2, "{}"]);
    expect(checked.code).toBe(1);
    expect(jsonLines(checked.stdout)).toMatchObject([{ file: "package.json", fits: false }]);
  });
});
