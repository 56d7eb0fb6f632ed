/** Commands on what an answer is held to while it is written; none of them asks a model. */

import type { Command } from "commander";
import { examples, type Run, wholeNumber } from "./options.ts";

export function declareConstraints(program: Command, run: Run): void {
  program
    .command("grammar <file>")
    .description("Whether a Lark grammar or a JSON Schema can be written under, and what it takes")
    .option("--schema", "it is a JSON Schema; a file that ends with .json is one anyway")
    .option("--sample <n>", "write this many texts that keep to it, made at random", wholeNumber)
    .option("--seed <n>", "others of them: the same seed gives the same texts", wholeNumber)
    .option("--accept <files...>", "say whether it takes these texts, and where not")
    .option("--vocabulary <file>", "compile it for a model's tokens: tokenizer.json or a GGUF file")
    .option("--json", "one line of JSON")
    .addHelpText(
      "after",
      examples(
        "grammar answer.lark",
        "grammar answer.lark --sample 5 --accept good.txt other.txt",
        "grammar answer.schema.json --sample 3 --seed 7 --json",
      ),
    )
    .action(run(async () => (await import("../commands/grammar.ts")).grammarCommand, 1));
}
