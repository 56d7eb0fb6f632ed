/** Commands on what is learned from the project's own code. */

import type { Command } from "commander";
import { examples, type Run } from "./options.ts";

export function declareLearning(program: Command, run: Run): void {
  const learn = program
    .command("learn")
    .description("Count how this project's code is written: names, layout, imports, errors, calls")
    .option("--measure", "tell how sound it is, and how well it foretells files that were left out")
    .option("--control <folder>", "compare with the code of another project; nothing of it is kept")
    .option("--json", "one line of JSON, measures included")
    .addHelpText(
      "after",
      examples("learn", "learn --measure", "learn --control ../other-project --json"),
    )
    // What stands behind a subcommand is read by this one first, where both have it.
    .hook("preAction", (outer, called) => {
      if (outer.opts()["json"] === true) called.setOptionValue("json", true);
    })
    .action(run(async () => (await import("../commands/learn.ts")).learnCommand, 0));
  learn
    .command("show [rule]")
    .description("All rules, or the evidence for one, place by place")
    .option("--json", "one line of JSON for each")
    .addHelpText("after", examples("learn show", "learn show ts/quotes --json"))
    .action(run(async () => (await import("../commands/learn.ts")).showLearnedCommand, 1));
  learn
    .command("forget <file>")
    .description("Take away exactly what one file taught, and never learn from it again")
    .option("--undo", "learn from it again, the next time")
    .option("--json", "one line of JSON")
    .addHelpText(
      "after",
      examples("learn forget src/generated.ts", "learn forget src/generated.ts --undo"),
    )
    .action(run(async () => (await import("../commands/learn.ts")).forgetCommand, 1));
  learn
    .command("feedback <rule> <answer>")
    .description("Say accept or reject to a rule; one that is rejected often enough is off")
    .option("--json", "one line of JSON")
    .addHelpText("after", examples("learn feedback ts/quotes reject"))
    .action(run(async () => (await import("../commands/learn.ts")).feedbackCommand, 2));
}
