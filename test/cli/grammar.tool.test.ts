import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, runCli } from "./run-cli.ts";

const MODEL = join(homedir(), ".cache/specwright/models/smollm2-135m-instruct.gguf");
const ASKED = ["--model", "local/smollm2-135m-instruct", "--offline", "--out", "prices.py"];
const TABLE =
  'start: "PRICES = {\\n" entry{1,4} "}\\n"\nentry: "    " KEY ": " NUMBER ",\\n"\nKEY: /"[a-z_]{1,20}"/\nNUMBER: /[0-9]{1,6}(\\.[0-9]{2})?/\n';
const specification = (grammar: string): string =>
  `---\nlanguage: python\ngrammar: ${grammar}\n---\n# Prices\n\nWrite a table of three prices.\n`;

describe.skipIf(!existsSync(MODEL))("specwright generate with a grammar of the user's", () => {
  test("writes what the grammar takes", { timeout: 120_000 }, async () => {
    const root = createProject({ "a.md": specification("table.lark"), "table.lark": TABLE });
    const { code, stderr } = await runCli(root, ["generate", "a.md", ...ASKED]);
    const taken = await runCli(root, ["grammar", "table.lark", "--accept", "prices.py"]);

    expect(stderr).toContain("the grammar table.lark");
    expect([code, taken.code]).toEqual([0, 0]);
    expect(readFileSync(join(root, "prices.py"), "utf8")).toMatch(/^PRICES = \{\n/);
  });

  test("refuses one that is ambiguous beyond limits before the model writes", {
    timeout: 120_000,
  }, async () => {
    const lark = 'start: e\ne: e "+" e | "1"\n';
    const root = createProject({ "a.md": specification("bad.lark"), "bad.lark": lark });
    const { code, stderr } = await runCli(root, ["generate", "a.md", ...ASKED]);

    expect(code).toBe(3);
    expect(stderr).toContain("Cannot hold an answer to the grammar bad.lark");
    expect(stderr).toContain("line 2, column 1");
    expect(stderr).not.toMatch(/attempt 1|runs resume/);
    expect(existsSync(join(root, "prices.py"))).toBe(false);
  });
});
