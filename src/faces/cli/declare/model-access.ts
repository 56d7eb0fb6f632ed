/** Commands about what is kept of calls to models, and where calls go. */

import type { Command } from "commander";
import { examples, languageOption, type Run } from "./options.ts";

export function declareModelAccess(program: Command, run: Run): void {
  const cache = program.command("cache").description("Answers and prompts that are kept");
  cache
    .command("stats")
    .description("What is kept, how large it is, and how often it was given instead of asking")
    .option("--json", "one line of JSON")
    .addHelpText("after", examples("cache stats", "cache stats --json | jq .entries"))
    .action(run(async () => (await import("../commands/cache.ts")).cacheStatsCommand, 0));
  cache
    .command("clear")
    .description("Forget all answers and prompts")
    .option("--json", "one line of JSON")
    .addHelpText("after", examples("cache clear"))
    .action(run(async () => (await import("../commands/cache.ts")).cacheClearCommand, 0));
  cache
    .command("explain [run-or-key]")
    .description(
      "What the provider's prompt cache gave each call of a run, or the latest, and why not more; with a key of cache stats, what was asked",
    )
    .option("--json", "one line of JSON for each call")
    .addHelpText(
      "after",
      examples(
        "cache explain",
        "cache explain 20261121-093012-k3f9qa",
        "cache explain b0c02e5f967f",
      ),
    )
    .action(run(async () => (await import("../commands/cache.ts")).cacheExplainCommand, 1));

  const routes = program
    .command("routes [specification]")
    .description(
      "Which model a task goes to by its size and what was measured, and which after failures; what became of shares",
    )
    .option("--model <id>", "the base model, as provider/model")
    .addOption(languageOption())
    .option("--json", "one line of JSON")
    .addHelpText("after", examples("routes", "routes spec.md", "routes spec.md --json | jq .task"))
    .action(run(async () => (await import("../commands/routes.ts")).routesCommand, 1));
  routes
    .command("reset <name>")
    .description("Forget what became of a route's share: its ramp begins at the first step")
    .option("--json", "one line of JSON")
    .addHelpText("after", examples("routes reset tuned"))
    .action((name: string, _options: object, command: Command) =>
      // An option that both commands have is told to the outer one.
      run(async () => (await import("../commands/reset-route.ts")).resetRouteCommand, 1)(
        name,
        command.optsWithGlobals(),
      ),
    );
}
