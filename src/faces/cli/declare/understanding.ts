/** Commands that ask a model about code that is there, and the conversations that come of it. */

import type { Command } from "commander";
import {
  amount,
  examples,
  languageOption,
  profileOption,
  type Run,
  wholeNumber,
} from "./options.ts";

export function declareUnderstanding(program: Command, run: Run): void {
  withAskingOptions(
    program
      .command("explain <file>")
      .description("Explain a file part by part, or answer a question about it")
      .option("--ask <question>", "what you want to know; without it, the file as a whole")
      .option("--conversation <id>", "go on with an earlier conversation")
      .option("--branch <turn>", "go on after this turn of it; without it, after the last one")
      .option("--summarise", "sum up what does not fit any more, by a call of its own"),
  )
    .addHelpText(
      "after",
      examples(
        "explain src/slugify.ts",
        'explain src/slugify.ts --ask "what happens to an empty text?"',
        'explain src/slugify.ts --conversation 20261121-093012-k3f9qa --ask "why line 12?" --json',
      ),
    )
    .action(run(async () => (await import("../commands/explain.ts")).explainCommand, 1));

  withAskingOptions(
    program
      .command("review <file>")
      .description("Hold a file against each requirement: the checker first, a model for the rest")
      .requiredOption("--spec <specification>", "what the file should do")
      .option("--checker-only", "ask no model; what the checker cannot decide stays unclear")
      .addOption(languageOption())
      .addOption(profileOption()),
  )
    .addHelpText(
      "after",
      `${examples(
        "review src/slugify.ts --spec spec.md",
        "review src/slugify.ts --spec spec.md --json | jq .findings",
        "review src/slugify.ts --spec spec.md --checker-only",
      )}\n\nExit codes: 0 all met, 1 something violated, 8 something unclear and nothing violated`,
    )
    .action(run(async () => (await import("../commands/review.ts")).reviewCommand, 1));

  declareConversations(program, run);
}

function declareConversations(program: Command, run: Run): void {
  const conversations = program
    .command("conversations")
    .description("Earlier questions and answers");
  conversations
    .command("list")
    .description("All conversations of this project, oldest first")
    .option("--json", "one line of JSON for each")
    .addHelpText("after", examples("conversations list", "conversations list --json | jq .id"))
    .action(
      run(async () => (await import("../commands/conversations.ts")).listConversationsCommand, 0),
    );
  conversations
    .command("show <id>")
    .description("One conversation, turn by turn")
    .option("--branch <turn>", "the branch that ends with this turn")
    .option("--json", "one line of JSON for each turn")
    .addHelpText("after", examples("conversations show 20261121-093012-k3f9qa"))
    .action(
      run(async () => (await import("../commands/conversations.ts")).showConversationCommand, 1),
    );
  conversations
    .command("branch <id> <turn>")
    .description("Let the next question follow an earlier turn; nothing is lost")
    .addHelpText("after", examples("conversations branch 20261121-093012-k3f9qa 0f3k9a"))
    .action(
      run(async () => (await import("../commands/conversations.ts")).branchConversationCommand, 2),
    );
  conversations
    .command("remove <id>")
    .description("Delete a conversation from this project")
    .addHelpText("after", examples("conversations remove 20261121-093012-k3f9qa"))
    .action(
      run(async () => (await import("../commands/conversations.ts")).removeConversationCommand, 1),
    );
}

const withAskingOptions = (command: Command): Command =>
  command
    .option("--model <id>", "model to ask, as provider/model")
    .option("--max-output-tokens <n>", "longest answer", wholeNumber)
    .option("--max-usd <usd>", "money that the command may spend in all", amount)
    .option("-y, --yes", "spend money without asking")
    .option("--no-cache", "neither take answers from the response cache nor keep them")
    .option("--offline", "nothing leaves this machine")
    .option("--json", "the result as one line of JSON");
