/** Commands that take what people say of code. */

import { type Command, InvalidArgumentError, Option } from "commander";
import { examples, positive, type Run, wholeNumber } from "./options.ts";

export function declareLabelling(program: Command, run: Run): void {
  declareFeedback(program, run);
  declareLabel(program, run);
}

function declareFeedback(program: Command, run: Run): void {
  const feedback = passJsonOn(
    program
      .command("feedback [run]")
      .description("Say of a run's code that it is right, wrong, or how it should have been")
      .option("--accept", "it is right")
      .option("--reject", "it is wrong")
      .option("--edit <file>", "it should have been this; the run's checker judges it")
      .option("--note <text>", "why, in words")
      .option("--reason <code>", "why, in a code that can be counted, e.g. wrong-behaviour")
      .option("--by <name>", "who says so; without it, no name is kept")
      .option("--json", "one line of JSON"),
  )
    .addHelpText(
      "after",
      examples(
        "feedback 20261121-093012-k3f9qa --accept",
        'feedback 20261121-093012-k3f9qa --reject --reason wrong-behaviour --note "rounds down"',
        "feedback 20261121-093012-k3f9qa --edit fixed.ts --by ann",
      ),
    )
    .action(run(async () => (await import("../commands/feedback.ts")).giveFeedbackCommand, 1));
  feedback
    .command("list [run]")
    .description("All feedback of this project, or of one run, oldest first")
    .option("--json", "one line of JSON for each")
    .addHelpText("after", examples("feedback list", "feedback list 20261121-093012-k3f9qa --json"))
    .action(run(async () => (await import("../commands/feedback.ts")).listFeedbackCommand, 1));
}

function declareLabel(program: Command, run: Run): void {
  const label = program
    .command("label")
    .description("Judge what runs ended with, one after another, on this terminal or on a page")
    .option("--sample <n>", "so many candidates, drawn by the seed", positive)
    .option("--seed <n>", "of the drawing; without it, 1", wholeNumber)
    .option("--evaluation <id>", "only runs of this evaluation")
    .addOption(
      new Option("--only <which>", "leave out what anybody has labelled, not only you").choices([
        "unlabelled",
      ]),
    )
    .option("--by <name>", "who labels; without it, no name is kept")
    .option("--web", "on a page in the browser of this machine")
    .option("--port <n>", "of the page; without it, one that is free", port)
    .addHelpText(
      "after",
      examples("label", "label --sample 50 --seed 7 --by ann", "label --web --only unlabelled"),
    )
    .action(run(async () => (await import("../commands/label.ts")).labelCommand, 0));
  label
    .command("stats")
    .description("Count labels, and tell how far people agree who labelled the same")
    .option("--json", "one line of JSON")
    .addHelpText("after", examples("label stats", "label stats --json"))
    .action(run(async () => (await import("../commands/label-stats.ts")).labelStatsCommand, 0));
}

/** What stands behind a subcommand is read by its parent first, where both have it. */
const passJsonOn = (command: Command): Command =>
  command.hook("preAction", (outer, called) => {
    if (outer.opts()["json"] === true) called.setOptionValue("json", true);
  });

function port(text: string): number {
  const number = wholeNumber(text);
  if (number === 0 || number > 65_535) throw new InvalidArgumentError("It must be 1 to 65535.");
  return number;
}
