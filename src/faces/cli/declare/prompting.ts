/** Commands that show what models are shown. */

import type { Command } from "commander";
import {
  collect,
  examples,
  languageOption,
  positive,
  profileOption,
  type Run,
  wholeNumber,
  withModelOptions,
} from "./options.ts";

export function declarePrompting(program: Command, run: Run): void {
  declarePatterns(program, run);
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

  prompts
    .command("sections")
    .description(
      "The texts that every prompt is made from: versions, origins, and which are in use",
    )
    .option("--json", "one line of JSON for each text")
    .addHelpText("after", examples("prompts sections", "prompts sections --json | jq .id"))
    .action(run(async () => (await import("../commands/prompt-texts.ts")).listSectionsCommand, 0));
  prompts
    .command("diff <text> [other]")
    .description("What changes from one text to another; from the built-in one, where one is named")
    .option("--json", "one line of JSON")
    .addHelpText(
      "after",
      examples("prompts diff patterns@2", "prompts diff patterns@1 patterns@1-short"),
    )
    .action(run(async () => (await import("../commands/prompt-texts.ts")).diffPromptsCommand, 2));
  prompts
    .command("pin <text>")
    .description("Use this text of its section from now on, in this project")
    .option("--json", "one line of JSON")
    .addHelpText("after", examples("prompts pin patterns@1", "prompts pin repair@2-short"))
    .action(run(async () => (await import("../commands/prompt-texts.ts")).pinPromptCommand, 1));
  prompts
    .command("rollback [section]")
    .description("Undo the last pin of a section, or of all")
    .option("--json", "one line of JSON for each section")
    .addHelpText("after", examples("prompts rollback patterns", "prompts rollback"))
    .action(
      run(async () => (await import("../commands/prompt-texts.ts")).rollBackPromptsCommand, 1),
    );
  prompts
    .command("stats")
    .description("How runs went, by the text that worded them: accepted, tokens, cost")
    .option("--json", "one line of JSON for each text")
    .addHelpText("after", examples("prompts stats", "prompts stats --json | jq .acceptedShare"))
    .action(run(async () => (await import("../commands/prompt-stats.ts")).promptStatsCommand, 0));

  withModelOptions(
    prompts
      .command("tune <section>")
      .description(
        "Try other wordings of a section, made from what checkers refused, and keep one that wins",
      )
      .requiredOption("--on <paths...>", "specifications to try them on: files, or folders of them")
      .option("--rounds <n>", "times that each is tried; without it, 20 pairs of runs", positive)
      .option("--max-runs <n>", "runs that may be made in all", positive)
      .addOption(languageOption())
      .addOption(profileOption()),
  )
    .addHelpText(
      "after",
      examples(
        "prompts tune instructions --on specifications/ --max-usd 2",
        "prompts tune constraints --on one.md two.md --rounds 10 --seed 1",
      ),
    )
    .action(run(async () => (await import("../commands/tune-prompt.ts")).tunePromptCommand, 1));

  program
    .command("context <specification>")
    .description(
      "What a prompt would show: sections, budgets, what was left out and why; asks nobody",
    )
    .option("--model <id>", "model to ask, as provider/model")
    .option("--max-output-tokens <n>", "longest answer", wholeNumber)
    .addOption(languageOption())
    .option("--prompt", "the prompt itself")
    .option("--json", "one line of JSON")
    .addHelpText(
      "after",
      examples(
        "context spec.md",
        "context spec.md --model anthropic/claude-sonnet-5-5 --json | jq .sections",
        "context spec.md --prompt",
      ),
    )
    .action(run(async () => (await import("../commands/context.ts")).contextCommand, 1));
}

function declarePatterns(program: Command, run: Run): void {
  const patterns = program
    .command("patterns")
    .description("Proven ways to do a part of the work, shown to models where they fit");
  patterns
    .command("list")
    .description("Every pattern, ours and the project's own in .specwright/patterns")
    .addOption(languageOption())
    .option("--json", "one line of JSON for each pattern")
    .addHelpText("after", examples("patterns list", "patterns list --language python --json"))
    .action(run(async () => (await import("../commands/patterns.ts")).listPatternsCommand, 0));
  patterns
    .command("show <id>")
    .description("One pattern, as a prompt shows it")
    .addOption(languageOption())
    .option("--json", "one line of JSON")
    .addHelpText("after", examples("patterns show data_pure_fold_v1"))
    .action(run(async () => (await import("../commands/patterns.ts")).showPatternCommand, 1));
  patterns
    .command("match <specification>")
    .description("The patterns that fit a specification, and why")
    .addOption(languageOption())
    .option("--count <n>", "how many at most, besides those that are always shown", wholeNumber)
    .option("--json", "one line of JSON for each pattern")
    .addHelpText("after", examples("patterns match contract.yaml", "patterns match spec.md --json"))
    .action(run(async () => (await import("../commands/patterns.ts")).matchPatternsCommand, 1));
}
