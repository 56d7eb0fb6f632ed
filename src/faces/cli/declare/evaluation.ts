/** Commands that measure: what works, and what it costs. */

import type { Command } from "commander";
import { declareEvaluationAnalysis } from "./evaluation-analysis.ts";
import { declareEvaluationDecision } from "./evaluation-decision.ts";
import { declareEvaluationExchange } from "./evaluation-exchange.ts";
import { declareEvaluationReport } from "./evaluation-report.ts";
import {
  amount,
  collect,
  examples,
  positive,
  profileOption,
  type Run,
  wholeNumber,
  withModelOptions,
} from "./options.ts";

export function declareEvaluation(program: Command, run: Run): void {
  const evaluation = program
    .command("eval")
    .description("Evaluate models on datasets, one run a task, and see what became of each");
  declareRun(evaluation, run);
  declareEvaluationAnalysis(evaluation, run);
  declareEvaluationReport(evaluation, run);
  declareEvaluationDecision(evaluation, run);
  declareEvaluationExchange(evaluation, run);

  evaluation
    .command("list")
    .description("List the evaluations of this project")
    .option("--json", "one line of JSON for each")
    .action(
      run(async () => (await import("../commands/list-evaluations.ts")).listEvaluationsCommand, 0),
    );

  evaluation
    .command("show <id>")
    .description("Show an evaluation task by task, or one sample with its journal")
    .option("--sample <n>", "the sample of that number, in detail", wholeNumber)
    .option("--json", "one line of JSON for each sample; with --sample, its journal")
    .addHelpText(
      "after",
      examples("eval show 20261121-093012-k3f9qa", "eval show 20261121-093012-k3f9qa --sample 12"),
    )
    .action(
      run(async () => (await import("../commands/show-evaluation.ts")).showEvaluationCommand, 1),
    );

  evaluation
    .command("resume <id>")
    .description(
      "Go on with an evaluation that was stopped; what is there is kept, and paid for once",
    )
    .option("--concurrency <n>", "samples at work at once", positive)
    .option(
      "--max-usd <usd>",
      "money that the whole evaluation may spend; without it, as it began",
      amount,
    )
    .option("-y, --yes", "spend money without asking")
    .option("--no-cache", "neither take answers from the response cache nor keep them")
    .option("--offline", "nothing leaves this machine")
    .option("--json", "one event per line")
    .addHelpText("after", examples("eval resume 20261121-093012-k3f9qa"))
    .action(
      run(async () => (await import("../commands/run-evaluation.ts")).resumeEvaluationCommand, 1),
    );
}

function declareRun(evaluation: Command, run: Run): void {
  const command = withModelOptions(
    evaluation
      .command("run [datasets...]")
      .description("Solve the tasks of datasets, or of .jsonl files, and score what comes of it")
      .option(
        "--provider <id>",
        "all models of a provider that the configuration names, else its default",
      )
      .option("--free", "each model once more, writing freely, beside the constrained one")
      .option(
        "--variant <section=id>",
        "a prompt text, see: specwright prompts list; may be said again",
        collect,
      )
      .option("--category <names...>", "only tasks of these categories")
      .option("--split <name>", "only development tasks, or only held-out ones")
      .option(
        "--sample <n>",
        "so many tasks, drawn by the seed, in the categories' proportions",
        positive,
      )
      .option("--limit <n>", "only the first so many of what was chosen", positive)
      .option(
        "--epochs <n>",
        "how often each task is solved, each time with a seed of its own",
        positive,
      )
      .option("--concurrency <n>", "samples at work at once", positive)
      .option("--id <name>", "what the evaluation is called; without it, by the time it began")
      .option("--dry-run", "only say what it may cost; no key is needed, and nothing is sent")
      .addOption(profileOption()),
  );
  // Several models are evaluated side by side.
  const model = command.options.find(({ long }) => long === "--model");
  if (model === undefined) throw new TypeError("Cannot declare eval run: --model is missing");
  model.argParser(collect);
  model.description += "; may be said again";
  command
    .addHelpText(
      "after",
      examples(
        "eval run covenant --sample 20 --seed 1",
        "eval run covenant dafny --model anthropic/claude-sonnet-5-5 --max-usd 5",
        "eval run tasks.jsonl --model ollama/qwen3:4b --model ollama/gemma3:4b --epochs 3",
        "eval run typescript --category parsing --free",
        "eval run covenant --model anthropic/claude-sonnet-5-5 --dry-run",
      ),
    )
    .action(
      run(async () => (await import("../commands/run-evaluation.ts")).runEvaluationCommand, 1),
    );
}
