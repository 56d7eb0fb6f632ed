/** Commands that say what evaluations show, and whether a change helped. */

import { type Command, InvalidArgumentError, Option } from "commander";
import { amount, examples, type Run } from "./options.ts";

/** @param evaluation the command `eval` */
export function declareEvaluationAnalysis(evaluation: Command, run: Run): void {
  evaluation
    .command("analyse <id>")
    .alias("analyze")
    .description(
      "Say what an evaluation shows: rates, costs, times, frequent diagnostics, and what to do",
    )
    .option("--json", "one line of JSON")
    .addHelpText("after", examples("eval analyse 20261121-093012-k3f9qa"))
    .action(
      run(
        async () => (await import("../commands/analyse-evaluation.ts")).analyseEvaluationCommand,
        1,
      ),
    );

  withPairing(
    evaluation
      .command("compare <baseline> <candidate>")
      .description("Compare two evaluations, pair by pair of one task, epoch and seed"),
  )
    .addHelpText(
      "after",
      examples(
        "eval compare before after",
        "eval compare both both --baseline-solver ollama/gemma3:4b --solver ollama/qwen3:4b",
      ),
    )
    .action(
      run(
        async () => (await import("../commands/compare-evaluations.ts")).compareEvaluationsCommand,
        2,
      ),
    );

  withPairing(
    evaluation
      .command("gate <baseline> <candidate>")
      .description("Pass or fail a change, only where more than noise says so; for CI")
      .option(
        "--null <id>",
        "the baseline's configuration run once more; without it nothing is decided",
      )
      .option("--min-rate <share>", "fail where the rate is surely below, e.g. 0.8 or 80%", share)
      .option("--max-drop <share>", "a drop that is allowed, e.g. 0.05 or 5%", share)
      .option("--max-usd-per-task <usd>", "fail where a task surely costs more", amount)
      .option("--junit <file>", "write a JUnit report, a case for each check"),
  )
    .addHelpText(
      "after",
      `${examples(
        "eval gate before after --null again",
        "eval gate before after --null again --min-rate 80% --max-usd-per-task 0.05",
      )}\n\nExits with 0 for pass, 1 for fail, 12 for undecided.`,
    )
    .action(
      run(
        async () => (await import("../commands/compare-evaluations.ts")).gateEvaluationsCommand,
        2,
      ),
    );

  evaluation
    .command("trend [ids...]")
    .description("Show how rates and costs went over evaluations, with prices held constant")
    .option("--dataset <name>", "only evaluations of this dataset")
    .option("--json", "one line of JSON")
    .addHelpText("after", examples("eval trend", "eval trend before after"))
    .action(
      run(async () => (await import("../commands/evaluation-trend.ts")).evaluationTrendCommand, 1),
    );
}

const withPairing = (command: Command): Command =>
  command
    .addOption(
      new Option("--measure <name>", "what counts as a success")
        .choices(["solved", "final", "first-pass"])
        .default("solved"),
    )
    .option("--baseline-solver <id>", "the solver to take of the baseline")
    .option("--solver <id>", "the solver to take of the candidate")
    .option("--json", "one line of JSON");

/** A share from 0 to 1, or a percentage. */
export function share(text: string): number {
  const [, digits, sign] = /^(\d*\.?\d+)(%?)$/.exec(text) ?? [];
  const value = Number(digits) / (sign === "%" ? 100 : 1);
  if (digits === undefined || value > 1)
    throw new InvalidArgumentError("It must be a share from 0 to 1, e.g. 0.8 or 80%.");
  return value;
}
