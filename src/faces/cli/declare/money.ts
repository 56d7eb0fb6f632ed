/** Commands about money; none of them spends any. */

import type { Command } from "commander";
import { examples, languageOption, type Run, wholeNumber } from "./options.ts";

export function declareMoney(program: Command, run: Run): void {
  program
    .command("estimate <specifications...>")
    .description("What generating may cost, as a range; no key is needed and nothing is sent")
    .option("--model <id>", "model to ask, as provider/model")
    .option("--samples <n>", "candidates drawn before anything is repaired", wholeNumber)
    .option("--repairs <n>", "rounds of repair with the checker's diagnostics", wholeNumber)
    .option("--max-output-tokens <n>", "longest answer", wholeNumber)
    .option("--batch", "at the price of the provider's batch interface, where it has one")
    .addOption(languageOption())
    .option("--json", "one line of JSON")
    .addHelpText(
      "after",
      examples(
        "estimate spec.md --model anthropic/claude-sonnet-5-5",
        "estimate specs/*.md --batch --json | jq .highUsd",
      ),
    )
    .action(run(async () => (await import("../commands/estimate.ts")).estimateCommand, 1));

  program
    .command("cost [runs...]")
    .description("What earlier runs cost: by run, by specification and by model")
    .option("--json", "one line of JSON for each row")
    .addHelpText(
      "after",
      examples(
        "cost",
        "cost 20261121-093012-k3f9qa",
        "cost --json | jq 'select(.by == \"model\")'",
      ),
    )
    .action(run(async () => (await import("../commands/cost.ts")).costCommand, 1));

  const prices = program.command("prices").description("What models cost, with sources and dates");
  prices
    .command("list")
    .description("All prices that are known, in USD per million tokens")
    .option("--json", "one line of JSON for each model")
    .addHelpText("after", examples("prices list", "prices list --json | jq .modelId"))
    .action(run(async () => (await import("../commands/prices.ts")).listPricesCommand, 0));
  prices
    .command("show <model>")
    .description("One model's price; a model without one cannot be held to a limit on money")
    .option("--json", "one line of JSON")
    .addHelpText("after", examples("prices show anthropic/claude-sonnet-5-5"))
    .action(run(async () => (await import("../commands/prices.ts")).showPriceCommand, 1));
}
