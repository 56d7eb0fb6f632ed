/** The command that tells whether one's own model may take a frontier model's place. */

import { type Command, InvalidArgumentError, Option } from "commander";
import { share } from "./evaluation-analysis.ts";
import { examples, positive, type Run } from "./options.ts";

/** @param evaluation the command `eval` */
export function declareEvaluationDecision(evaluation: Command, run: Run): void {
  evaluation
    .command("decide")
    .description(
      "Decide between a frontier model and a tuned one: quality, price, volume, break-even, and what would turn it round",
    )
    .requiredOption("--frontier <id>", "evaluation of the frontier model, as ID or ID:SOLVER")
    .requiredOption("--tuned <id>", "evaluation of the tuned model on the same tasks")
    .option(
      "--volume <n>",
      "successes wanted a month; without it, what the project's journals tell",
      positive,
    )
    .option("--training-usd <usd>", "what the training costs, once", amountFromZero)
    .option("--months <n>", "months over which the training is paid off", positive, 12)
    .option(
      "--serving-usd-per-hour <usd>",
      "what the tuned model's server costs, all month; 0 where it is there anyhow",
      amountFromZero,
    )
    .option(
      "--margin <share>",
      "difference of shares that is worth nothing, e.g. 0.05 or 5%",
      share,
      0.05,
    )
    .addOption(
      new Option("--measure <name>", "what counts as a success")
        .choices(["solved", "final", "first-pass"])
        .default("solved"),
    )
    .option("--json", "one line of JSON")
    .option("-o, --out <file>", "write the report to a .html or .md file")
    .addHelpText(
      "after",
      `${examples(
        "eval decide --frontier frontier --tuned tuned --volume 20000 --training-usd 400",
        'eval decide --frontier "both:anthropic/claude-sonnet-5-5" --tuned "both:lab/own-7b" --serving-usd-per-hour 1.2 -o decision.html',
      )}\n\nExits with 0 where it recommends one, 12 where it is undecided.`,
    )
    .action(
      run(
        async () => (await import("../commands/decide-evaluation.ts")).decideEvaluationCommand,
        0,
      ),
    );
}

function amountFromZero(text: string): number {
  const usd = Number(text);
  if (!/^\d*\.?\d+$/.test(text) || !Number.isFinite(usd))
    throw new InvalidArgumentError("It must be an amount of US dollars, e.g. 0 or 0.50.");
  return usd;
}
