import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const TASK = readFileSync("datasets/covenant/pure/late-fee/task.yaml", "utf8");
const REFERENCE = readFileSync("datasets/covenant/pure/late-fee/reference.cov", "utf8");
const fence = (text: string): string => `Here it is.\n\n\`\`\`covenant\n${text}\`\`\`\n`;

/** Its sections stand in another order, for which there is a certain fix. */
const FIXABLE = swapSections(REFERENCE);
const WRONG = REFERENCE.replace("op=min ", "op=max ");

/** The requires section behind the signature. */
function swapSections(text: string): string {
  const at = text.lastIndexOf("\nrequires\n");
  const signature = text.indexOf("\nsignature\n", at);
  const body = text.indexOf("\nbody\n", signature);
  return (
    text.slice(0, at) + text.slice(signature, body) + text.slice(at, signature) + text.slice(body)
  );
}

const project = (answers: readonly string[]): string =>
  createProject({ "late-fee.task.yaml": TASK, "answers.json": JSON.stringify({ answers }) });
const generate = (root: string, ...rest: string[]) =>
  runCli(root, [
    "generate",
    "late-fee.task.yaml",
    "--model",
    "scripted/answers.json",
    "--out",
    "fee.cov",
    ...rest,
  ]);
const read = (root: string, path: string): string => readFileSync(join(root, path), "utf8");

describe("specwright generate, for a Covenant task", () => {
  test("accepts a right answer at the first pass, hidden behaviours included", async () => {
    const root = project([fence(REFERENCE)]);

    const { code, stderr } = await generate(root);

    expect(stderr).toContain("attempt 1 (first) accepted");
    expect(code).toBe(0);
    const evidence = JSON.parse(read(root, ".specwright/evidence/fee.cov.json"));
    expect(evidence).toMatchObject({ language: "covenant", attempt: 1, fixes: [] });
    expect(evidence.checks.map(({ phase }: { phase: string }) => phase)).toEqual([
      ...["guard", "syntax", "type", "signature", "example", "test"],
    ]);
  });

  test("applies what is certain without asking the model again, and says so", async () => {
    const root = project([fence(FIXABLE)]);

    const { code, stdout } = await generate(root, "--json");

    expect(code).toBe(0);
    const events = jsonLines(stdout);
    expect(events.filter(({ type }) => type === "response-end")).toHaveLength(1);
    expect(events.find(({ type }) => type === "fix-end")).toMatchObject({
      fixes: [{ code: "E-PARSE-003" }],
    });
    const evidence = JSON.parse(read(root, ".specwright/evidence/fee.cov.json"));
    expect(evidence).toMatchObject({ attempt: 1, fixes: [{ code: "E-PARSE-003" }] });
  });

  test("repairs with the checker's diagnostics what is not certain", async () => {
    const root = project([fence(WRONG), fence(REFERENCE)]);

    const { code, stderr } = await generate(root);

    expect(code).toBe(0);
    expect(stderr).toMatch(/attempt 1 \(first\) rejected in phase (example|test)/);
    expect(stderr).toContain("attempt 2 (repair) accepted");
  });

  test("ends exhausted where nothing is right, keeps the best aside, and tells of the skeleton", async () => {
    const root = project([fence(WRONG), fence(WRONG), fence(WRONG), fence(WRONG)]);

    const { code, stderr } = await generate(root);

    expect(code).toBe(4);
    expect(stderr).toContain("UNVERIFIED");
    expect(() => read(root, "fee.cov")).toThrow();

    const skeleton = await runCli(root, ["skeleton", "late-fee.task.yaml", "--out", "stub.cov"]);
    expect(skeleton.stderr).toContain("INCOMPLETE");
    const judged = await runCli(root, ["check", "stub.cov"]);
    expect(judged.stdout).toMatch(/stub\.cov rejected in phase test/);
  });

  test.for([
    ["a signature", 'signature: "def clamp"', /Cannot use the signature/],
    ["an example", "examples:\n  - clamp(5) => 5", /Cannot read the example "clamp\(5\)"/],
  ] as const)("refuses %s that cannot be read before a model is asked", async ([, field, said]) => {
    const root = createProject({
      "clamp.md": `---\nlanguage: covenant\n${field}\n---\n# Clamp\n\nKeep it low.\n`,
      "answers.json": JSON.stringify({ answers: [fence(REFERENCE)] }),
    });

    const { code, stderr } = await runCli(root, [
      ...["generate", "clamp.md", "--model", "scripted/answers.json"],
    ]);

    expect(stderr).toMatch(said);
    expect(stderr).not.toContain("attempt 1");
    expect(code).toBe(3);
  });
});
