/** Commands that prove many files at once. */

import { type Command, Option } from "commander";
import {
  examples,
  languageOption,
  positive,
  profileOption,
  type Run,
  withModelOptions,
} from "./options.ts";

export function declareBatching(program: Command, run: Run): void {
  withModelOptions(
    program
      .command("batch [paths...]")
      .description("Fill many files of contracts at once, in few calls, and prove each of them")
      .option("--plan", "only show the calls, their tokens and their price; nothing is sent")
      .option("--resume [batch]", "go on with a batch that was stopped; without an id, the latest")
      .option("--batch-mode", "ask for several files in one call", true)
      .option("--no-batch-mode", "ask for each file alone")
      .option("--batch-size <n>", "most files of one call", positive)
      .option("--max-input-tokens <n>", "most tokens of one call's prompt", positive)
      .option("--context-aware", "tell what the files have in common", true)
      .option("--no-context-aware", "tell nothing of other files")
      .option("--smart-batching", "group what belongs together, and learn from what comes", true)
      .option("--no-smart-batching", "take the files as they come, in calls of one size")
      .option("--max-iterations <n>", "rounds of repair for a file, 5 by default", positive)
      .option("--parallel <n>", "files at a time in this process", positive)
      .option("--queue <url>", "share the work with: specwright worker --queue URL")
      .option("-o, --out <folder>", "write accepted files here", "verified")
      .option("--force", "replace files that specwright did not write")
      .option("--jsonl <file>", "write all results here, one JSON object a line")
      .option("--junit <file>", "write a JUnit report")
      .option("--sarif <file>", "write what was found as a SARIF log")
      .option("--bundle <file>", "write the evidence of all that was accepted, in one file")
      .addOption(languageOption())
      .addOption(profileOption()),
  )
    .addHelpText(
      "after",
      examples(
        "batch contracts --plan",
        "batch contracts --max-usd 5 --out verified",
        "batch tasks.jsonl --language dafny --junit report.xml --bundle evidence.json",
        "batch --resume",
        "batch contracts --queue redis://queue.example:6379",
      ),
    )
    .action(run(async () => (await import("../commands/batch.ts")).batchCommand, 1));

  program
    .command("worker")
    .description("Take part in batches of other machines, until it is told to stop")
    .requiredOption("--queue <url>", "the Redis that all share: redis://… or rediss://…")
    .option("--parallel <n>", "jobs at a time", positive)
    .addOption(
      new Option("--lease <ms>", "after so long without a sign of life a job is another's")
        .argParser(positive)
        .default(30_000),
    )
    .option("-y, --yes", "spend money without asking")
    .option("--json", "one line of JSON for each job")
    .addHelpText(
      "after",
      examples(
        "worker --queue redis://queue.example:6379 --yes",
        "worker --queue redis://127.0.0.1 --parallel 4",
      ),
    )
    .action(run(async () => (await import("../commands/worker.ts")).workerCommand, 0));
}
