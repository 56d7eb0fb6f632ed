/** Commands on the pieces of the user's own repository. */

import { type Command, Option } from "commander";
import { examples, languageOption, type Run, wholeNumber } from "./options.ts";

export function declareReferences(program: Command, run: Run): void {
  program
    .command("index")
    .description("Bring the index of this project's code up to date")
    .option("--json", "one line of JSON")
    .addHelpText("after", examples("index", "index --json | jq .skipped"))
    .action(run(async () => (await import("../commands/index-project.ts")).indexCommand, 0));

  program
    .command("references [specification]")
    .description("Which pieces of this project would be shown to a model, and why")
    .option("--text <words>", "look for this, in place of a specification")
    .option("--signature <declaration>", "a declaration to be like")
    .addOption(
      new Option("--kind <kind>", "kind of piece to look for first").choices([
        "function",
        "method",
        "class",
        "interface",
        "type",
        "constant",
      ]),
    )
    .option("--count <n>", "how many at most", wholeNumber)
    .addOption(languageOption())
    .option("--json", "one line of JSON for each")
    .addHelpText(
      "after",
      examples(
        "references spec.md",
        'references --text "parse a duration" --language typescript',
        'references --text "total of a basket" --signature "def total(basket: Basket) -> Decimal" --language python --json',
      ),
    )
    .action(run(async () => (await import("../commands/references.ts")).referencesCommand, 1));
}
