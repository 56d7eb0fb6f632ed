/** Commands that ask a model. */

import type { Command } from "commander";
import { examples, languageOption, profileOption, type Run, withModelOptions } from "./options.ts";

export function declareGeneration(program: Command, run: Run): void {
  withModelOptions(
    program
      .command("generate <specification>")
      .description("Generate a file from a specification and prove it with the language's checker")
      .option("-o, --out <file>", "write the accepted file here; without it, it goes to stdout")
      .option("--force", "replace a file that specwright did not write")
      .option(
        "--unconstrained",
        "let the model write freely, without the language's grammar and types",
      )
      .addOption(languageOption())
      .addOption(profileOption()),
  )
    .addHelpText(
      "after",
      examples(
        "generate spec.md --out src/slugify.ts",
        "generate spec.md --model anthropic/claude-sonnet-5-5 --repairs 2",
        "generate spec.md --json | jq .type",
      ),
    )
    .action(run(async () => (await import("../commands/generate.ts")).generateCommand, 1));

  withModelOptions(
    program
      .command("migrate <file>")
      .description("Carry the functions of a file over to another language, for a person to review")
      .option("--function <names...>", "only these; without it, all of them")
      .option("--to <language>", "language of the results")
      .option("--module <name>", "first part of their names; without it, the file's name")
      .option("-o, --out <folder>", "write accepted files and the review here", "migrated")
      .option("--force", "replace files that specwright did not write, and an earlier review")
      .option("--dry-run", "only show the signatures, and what cannot be carried over")
      .addOption(profileOption()),
  )
    .addHelpText(
      "after",
      examples(
        "migrate orders.py --dry-run",
        "migrate src/cart.ts --function Cart.total --module shop",
        "migrate legacy.js --out covenant --json",
      ),
    )
    .action(run(async () => (await import("../commands/migrate.ts")).migrateCommand, 1));

  withModelOptions(
    program
      .command("demo")
      .description(
        "Generate a handful of specifications of rising difficulty and show how each ended",
      ),
  ).action(run(async () => (await import("../commands/demo.ts")).demoCommand, 0));
}
