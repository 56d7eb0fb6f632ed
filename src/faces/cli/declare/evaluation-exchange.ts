/** Commands that carry evaluations to other tools and back. */

import { type Command, Option } from "commander";
import { FORMAT_NAMES, IMPORT_FORMATS } from "../../../evaluation/report/formats/format-names.ts";
import { examples, type Run } from "./options.ts";

/** @param evaluation the command `eval` */
export function declareEvaluationExchange(evaluation: Command, run: Run): void {
  evaluation
    .command("export <id>")
    .description("Write an evaluation for other tools, and say what their format leaves out")
    .addOption(formatOption(FORMAT_NAMES))
    .option("-o, --output <file>", "a file in the project; without it, to stdout")
    .option("--solver <id>", "only samples of this solver")
    .option("--json", "with -o: one line of JSON about the file")
    .addHelpText(
      "after",
      examples(
        "eval export 20261121-093012-k3f9qa --format csv -o results.csv",
        "eval export nightly --format markdown",
        "eval export nightly --format inspect --solver ollama/qwen3:4b -o nightly.json",
      ),
    )
    .action(
      run(
        async () => (await import("../commands/export-evaluation.ts")).exportEvaluationCommand,
        1,
      ),
    );

  evaluation
    .command("import <file>")
    .description(
      "Keep an evaluation of another tool, to be read and compared; it is not gone on with",
    )
    .addOption(formatOption(IMPORT_FORMATS))
    .option("--id <name>", "what the evaluation is called; without it, by the time of day")
    .option("--json", "one line of JSON")
    .addHelpText(
      "after",
      examples(
        "eval import results.json --format promptfoo --id theirs",
        "eval import logs/2026-11-21.json --format inspect",
      ),
    )
    .action(
      run(
        async () => (await import("../commands/import-evaluation.ts")).importEvaluationCommand,
        1,
      ),
    );
}

const formatOption = (names: readonly string[]): Option =>
  new Option("--format <name>", "the other tool's format")
    .choices([...names])
    .makeOptionMandatory();
