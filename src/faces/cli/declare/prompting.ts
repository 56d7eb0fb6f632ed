/** Commands that show what models are shown. */

import type { Command } from "commander";
import { collect, examples, languageOption, type Run, wholeNumber } from "./options.ts";

export function declarePrompting(program: Command, run: Run): void {
  program
    .command("examples")
    .description("Programs that models are shown")
    .command("select <wish>")
    .description("The examples that a prompt for a wish would show, and why these; - reads stdin")
    .addOption(languageOption())
    .option("--category <name>", "what kind of work it is; guessed from the wish without it")
    .option("--count <n>", "how many at most", wholeNumber)
    .option("--budget <tokens>", "what all together may have", wholeNumber)
    .option("--json", "one line of JSON")
    .addHelpText(
      "after",
      examples(
        'examples select "find a customer by e-mail"',
        'examples select "clamp a number" --category pure --json',
      ),
    )
    .action(run(async () => (await import("../commands/examples.ts")).selectExamplesCommand, 1));

  const prompts = program.command("prompts").description("Prompt templates, by name");
  prompts
    .command("list")
    .description("Every template, and what it is for")
    .addOption(languageOption())
    .option("--json", "one line of JSON for each template")
    .action(run(async () => (await import("../commands/prompts.ts")).listPromptsCommand, 0));
  prompts
    .command("show <name>")
    .description("What a template takes, and what comes back")
    .addOption(languageOption())
    .option("--json", "one line of JSON")
    .action(run(async () => (await import("../commands/prompts.ts")).showPromptCommand, 1));
  prompts
    .command("render <name>")
    .description("The whole prompt; give each parameter with --set or --file")
    .addOption(languageOption())
    .option("--set <name=value>", "a parameter; items of a list are split at ;", collect)
    .option("--file <name=path>", "a parameter from a file", collect)
    .option("--json", "one line of JSON")
    .addHelpText(
      "after",
      examples(
        "prompts render type-definition --set module=shop --set name=Order --set description=…",
        "prompts render migration --set language=python --file source=prices.py …",
      ),
    )
    .action(run(async () => (await import("../commands/prompts.ts")).renderPromptCommand, 1));
}
