import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { findWrongCommands } from "../scripts/wrong-commands.ts";

function createToy(): Command {
  const program = new Command("specwright").exitOverride();
  program.command("generate <spec>").option("--max-usd <n>", "money").option("--json");
  program.command("check <files...>");
  program.command("runs").command("list");
  program.command("feedback [run]").option("--accept").command("list");
  return program;
}

const find = (markdown: string) => findWrongCommands(markdown, createToy());
const block = (line: string): string => `\`\`\`sh\n${line}\n\`\`\`\n`;

describe("findWrongCommands()", () => {
  test.each([
    "specwright generate spec.md --max-usd 0.5 --json | jq .type",
    "$ npx specwright generate spec.md   # a comment",
    "specwright check a.ts b.ts > out",
    "specwright runs list",
    "specwright generate --help",
    "specwright feedback run-1 --accept",
    "specwright feedback list",
    'specwright generate name="two; words"',
    "no command: specwright frobnicate",
  ])("takes %s", (line) => {
    expect(find(block(line))).toEqual([]);
  });

  test.each([
    ["specwright frobnicate", "there is no command frobnicate"],
    ["specwright runs drop", "there is no command drop"],
    ["$ specwright generate spec.md --cheap", "there is no option --cheap"],
    ["specwright generate a b", "it has too many arguments"],
    ["specwright feedback run-1 run-2", "it has too many arguments"],
    ["specwright generate", "an argument is missing"],
    ["specwright generate spec.md --max-usd", "argument missing"],
  ])("finds %s", (line, why) => {
    const [found] = find(block(line));

    expect(found).toContain(why);
  });

  test("looks into sentences, where arguments may be left out", () => {
    expect(find("See `specwright generate`, or `specwright runs drop`.")).toEqual([
      "`specwright runs drop`: there is no command drop",
    ]);
  });
});
