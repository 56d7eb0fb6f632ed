import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const SPEC =
  '---\nlanguage: typescript\nsignature: "export function one(): number"\n---\n# One\n\nReturn 1.\n';
const ANSWERS = JSON.stringify(["```ts\nexport function one(): number {\n  return 1;\n}\n```"]);

/** A project in which something was done that is logged. */
async function createLogged(): Promise<string> {
  const root = createProject({ "spec.md": SPEC, "answers.json": ANSWERS });
  const { code } = await runCli(root, ["generate", "spec.md", "--model", "scripted/answers.json"]);
  expect(code).toBe(0);
  return root;
}

describe("specwright audit", () => {
  test("shows what was done, and proves that it is all there", async () => {
    const root = await createLogged();

    const shown = await runCli(root, ["audit", "show", "--json"]);
    const head = await runCli(root, ["audit", "show", "--head"]);
    const verified = await runCli(root, ["audit", "verify", "--head", head.stdout.trim()]);

    expect(jsonLines(shown.stdout)).toMatchObject([
      { seq: 1, action: "call-sent", details: { model: "scripted/answers.json" } },
      { seq: 2, action: "call-ended" },
    ]);
    expect(shown.stdout).not.toMatch(/Return 1|export function/);
    expect(shown.stdout).not.toContain(root);
    expect(verified).toMatchObject({
      code: 0,
      stdout: `2 entries, unchanged; head ${head.stdout}`,
    });
  });

  test("ends with a code of its own where an entry was changed, and shows no stack trace", async () => {
    const root = await createLogged();
    const database = new DatabaseSync(join(root, ".specwright/audit.sqlite"));
    database.exec("DROP TRIGGER entries_are_not_changed; UPDATE entries SET details = '{}'");
    database.close();

    const { code, stdout, stderr } = await runCli(root, ["audit", "verify"]);

    expect([code, stdout]).toEqual([11, ""]);
    expect(stderr).toMatch(/^error Cannot trust the audit log: entry 1 was changed\nhelp: .+\n$/);
  });

  test.each(["", "0123", "Z".repeat(64)])("refuses %j, which is no hash", async (head) => {
    const { code, stderr } = await runCli(createProject(), ["audit", "verify", "--head", head]);

    expect([code, stderr]).toEqual([2, expect.stringMatching(/it is no hash of an entry/)]);
  });

  test("ends with that code where a noted head is gone", async () => {
    const { code } = await runCli(createProject(), [
      "audit",
      "verify",
      "--head",
      "0123".repeat(16),
    ]);

    expect(code).toBe(11);
  });

  test("says so where nothing was logged", async () => {
    expect(await runCli(createProject(), ["audit", "verify"])).toMatchObject({
      code: 0,
      stdout: "the audit log is empty\n",
    });
  });
});
