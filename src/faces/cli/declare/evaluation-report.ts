/** The command that makes a report to read, and to pass on. */

import type { Command } from "commander";
import { examples, type Run } from "./options.ts";

/** @param evaluation the command `eval` */
export function declareEvaluationReport(evaluation: Command, run: Run): void {
  evaluation
    .command("report <id>")
    .description("Write an evaluation as one HTML file: charts, every sample, every attempt")
    .option("-o, --output <file>", "where to; without it evaluation-ID.html")
    .option("--json", "one line of JSON that says what was written")
    .addHelpText(
      "after",
      examples(
        "eval report 20261121-093012-k3f9qa",
        "eval report 20261121-093012-k3f9qa -o reports/today.html",
      ),
    )
    .action(
      run(
        async () => (await import("../commands/report-evaluation.ts")).reportEvaluationCommand,
        1,
      ),
    );
}
