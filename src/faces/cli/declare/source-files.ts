/** Commands on source files; none of them asks a model unless told to. */

import type { Command } from "commander";
import {
  amount,
  examples,
  languageOption,
  positive,
  profileOption,
  type Run,
  wholeNumber,
} from "./options.ts";

export function declareSourceFiles(program: Command, run: Run): void {
  program
    .command("check <files...>")
    .description("Judge files: the guard first, then the language's own checker")
    .option("--spec <specification>", "check its signature, examples and tests too")
    .addOption(languageOption())
    .addOption(profileOption())
    .option("--timeout <ms>", "time for each file", wholeNumber)
    .option("--json", "one line of JSON for each file")
    .option("--sarif <file>", "write what was found here, as SARIF 2.1.0")
    .addHelpText(
      "after",
      examples(
        "check src/slugify.ts",
        "check src/*.ts --profile strictest --json",
        "check src/slugify.ts --spec spec.md",
      ),
    )
    .action(run(async () => (await import("../commands/check.ts")).checkCommand, 1));

  program
    .command("scan <paths...>")
    .description(
      "Look for dangerous code in files and folders: Python, TypeScript, JavaScript, Rust",
    )
    .option("--json", "one line of JSON for each file")
    .option("--sarif <file>", "write what was found here, as SARIF 2.1.0")
    .addHelpText(
      "after",
      examples("scan src", "scan handler.py --json", "scan . --sarif findings.sarif"),
    )
    .action(run(async () => (await import("../commands/scan.ts")).scanCommand, 1));

  program
    .command("fix <file>")
    .description("Apply every fix that is certain, without asking a model")
    .option("--write", "into the file; without it the text goes to stdout")
    .option("--check", "only say what would be fixed")
    .addOption(languageOption())
    .addOption(profileOption())
    .option("--json", "one line of JSON")
    .addHelpText("after", examples("fix orders.cov --check", "fix orders.cov --write"))
    .action(run(async () => (await import("../commands/fix.ts")).fixCommand, 1));

  program
    .command("fill <file>")
    .description("Fill what is missing in a file by its types, without a model")
    .option("--top <n>", "most answers shown for each hole", positive)
    .option("--depth <n>", "how deep answers may nest, at most 5", positive)
    .option("--time <ms>", "time for the search of one hole", positive)
    .option(
      "--example <example...>",
      'what a call gives: "f(1) => 2"; a call alone shows what it gives',
    )
    .option("--write", "the first answers into the file, if it then passes the checker")
    .option("--rank", "ask a model in which order the answers are likely; without it none is asked")
    .option("--model <id>", "the model that --rank asks, as provider/model; it alone means --rank")
    .option("--max-usd <usd>", "money that the command may spend in all", amount)
    .option("-y, --yes", "spend money without asking")
    .option("--no-cache", "neither take answers from the response cache nor keep them")
    .option("--offline", "nothing leaves this machine")
    .addOption(languageOption())
    .addOption(profileOption())
    .option("--json", "one line of JSON for each hole")
    .addHelpText(
      "after",
      '\nA hole is /*?*/ in the place of a value, todo<T>(), or throw new Error("hole"); in Covenant a name "?" or "?Int".\n' +
        examples(
          "fill src/words.ts",
          "fill src/words.ts --example \"toWords('a b') => ['a', 'b']\"",
          "fill src/words.ts --write",
          "fill src/words.ts --model local/default --top 5",
          "fill orders.cov --write",
        ),
    )
    .action(run(async () => (await import("../commands/fill.ts")).fillCommand, 1));

  program
    .command("format <files...>")
    .description("Bring files into canonical layout; what they mean is kept")
    .option("--write", "into the files; without it the text goes to stdout")
    .option("--check", "only say which files are not")
    .addOption(languageOption())
    .addHelpText("after", examples("format orders.cov", "format src/*.cov --write"))
    .action(run(async () => (await import("../commands/format.ts")).formatCommand, 1));

  program
    .command("test <files...>")
    .description("Check files and run the tests that they hold")
    .addOption(languageOption())
    .addOption(profileOption())
    .option("--timeout <ms>", "time for each file", wholeNumber)
    .option("--json", "one line of JSON for each file")
    .addHelpText("after", examples("test orders.cov", "test src/*.cov --json"))
    .action(run(async () => (await import("../commands/test.ts")).testCommand, 1));

  program
    .command("skeleton <specification>")
    .description("A stub with everything that is asked for but the work itself")
    .option("-o, --out <file>", "write it here; without it, it goes to stdout")
    .option("--force", "replace a file that specwright did not write")
    .addOption(languageOption())
    .addHelpText(
      "after",
      examples("skeleton clamp.task.yaml", "skeleton clamp.task.yaml --out clamp.cov"),
    )
    .action(run(async () => (await import("../commands/skeleton.ts")).skeletonCommand, 1));
}
