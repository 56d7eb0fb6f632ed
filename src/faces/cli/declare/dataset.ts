/** Commands about data that models are trained on: what may be used, what is written, what is in it. */

import { type Command, InvalidArgumentError, Option } from "commander";
import { examples, positive, type Run, wholeNumber } from "./options.ts";

export function declareDataset(program: Command, run: Run): void {
  const dataset = program
    .command("dataset")
    .description("Make training data of what was accepted, and look at what is in it");
  declareConsent(dataset, run);
  declareExport(dataset, run);
  declareSynthesize(dataset, run);
  dataset
    .command("stats <file>")
    .description("Say what is in a file of examples: counts, doubles, lengths, labels, leaks")
    .addOption(similarityOption())
    .addOption(heldOutOption())
    .option("--json", "one line of JSON")
    .addHelpText("after", examples("dataset stats training.jsonl"))
    .action(run(async () => (await import("../commands/dataset-stats.ts")).datasetStatsCommand, 1));
}

function declareConsent(dataset: Command, run: Run): void {
  dataset
    .command("consent")
    .description("Show, give or revoke consent to make training data of this project's material")
    .addOption(
      new Option("--give <material...>", "what may be used").choices([
        "runs",
        "evaluations",
        "feedback",
      ]),
    )
    .option("--revoke", "nothing may be used from now on; what was exported stays where it is")
    .option("--by <name>", "who says so")
    .option("--purpose <text>", "what it may be used for")
    .option("--json", "one line of JSON for each entry")
    .addHelpText(
      "after",
      examples(
        "dataset consent",
        'dataset consent --give runs feedback --by "Ann Lee" --purpose "tune our own model"',
        'dataset consent --revoke --by "Ann Lee"',
      ),
    )
    .action(
      run(async () => (await import("../commands/dataset-consent.ts")).datasetConsentCommand, 0),
    );
}

function declareExport(dataset: Command, run: Run): void {
  dataset
    .command("export")
    .description("Write accepted code as examples, or failed against accepted code as pairs")
    .requiredOption("-o, --output <file>", "a file of JSON lines in the project")
    .addOption(
      new Option("--format <name>", "what a line is")
        .choices(["chat", "preference"])
        .default("chat"),
    )
    .option(
      "--from <source...>",
      "runs, for those of no evaluation, or ids of evaluations; without it, runs",
    )
    .addOption(
      new Option("--split <name>", "only one part, by a hash of the specification").choices([
        "train",
        "validation",
      ]),
    )
    .addOption(similarityOption())
    .option(
      "--allow-licence <ids...>",
      "licences to let through besides permissive ones: SPDX ids, or unknown",
    )
    .addOption(heldOutOption())
    .option("--force", "replace a file that is there")
    .option("--json", "one line of JSON")
    .addHelpText(
      "after",
      examples(
        "dataset export -o training.jsonl",
        "dataset export -o pairs.jsonl --format preference --from 20261121-093012-k3f9qa",
        "dataset export -o train.jsonl --split train --allow-licence MPL-2.0",
      ),
    )
    .action(
      run(async () => (await import("../commands/dataset-export.ts")).datasetExportCommand, 0),
    );
}

function declareSynthesize(dataset: Command, run: Run): void {
  dataset
    .command("synthesize <files...>")
    .description(
      "Make tasks without a model, each with a reference that passes and wrong answers that fail",
    )
    .addOption(
      new Option(
        "--from <kind>",
        "what the files are: JSON Schemas, Lark grammars, or code with exported functions",
      )
        .choices(["schema", "grammar", "examples"])
        .makeOptionMandatory(),
    )
    .requiredOption(
      "-o, --output <file>",
      "a .jsonl file in the project, for `eval run`; answers go beside it",
    )
    .option("-n, --number <n>", "so many tasks", positive, 20)
    .option("--seed <n>", "the same tasks for the same files and seed", wholeNumber, 1)
    .option("--force", "replace files that are there")
    .option("--json", "one line of JSON")
    .addHelpText(
      "after",
      examples(
        "dataset synthesize --from schema order.schema.json -n 50 -o tasks.jsonl",
        "dataset synthesize --from grammar sums.lark tags.lark --seed 7 -o texts.jsonl",
        "dataset synthesize --from examples src/money.ts -n 30 -o ours.jsonl",
      ),
    )
    .action(
      run(async () => (await import("../commands/synthesize-tasks.ts")).synthesizeTasksCommand, 1),
    );
}

const similarityOption = (): Option =>
  new Option("--similarity <share>", "from where on two examples count as the same")
    .argParser(similarity)
    .default(0.8);

const heldOutOption = (): Option =>
  new Option(
    "--held-out <files...>",
    "task files whose held-out tasks must not leak, besides the datasets of this package",
  );

/** Below a half, examples that merely look alike would be found only by chance. */
function similarity(text: string): number {
  const share = Number(text);
  if (!/^\d*\.?\d+$/.test(text) || share < 0.5 || share > 1)
    throw new InvalidArgumentError("It must be a share from 0.5 to 1, e.g. 0.8.");
  return share;
}
