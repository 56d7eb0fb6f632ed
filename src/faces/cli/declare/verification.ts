/** Commands on what was proved, and on what is to be proved; none of them asks a model. */

import type { Command } from "commander";
import { examples, languageOption, positive, profileOption, type Run } from "./options.ts";

export function declareVerification(program: Command, run: Run): void {
  program
    .command("verify <paths...>")
    .description(
      "Tell whether files and folders that were proved still are, and fit their evidence",
    )
    .option("--spec <specification>", "judge against this one; by default the one of its run")
    .option("--recheck", "prove everything again with the programs that are here now")
    .option("--brittleness", "prove what holds again, the solver going other ways")
    .addOption(profileOption())
    .option("--timeout <ms>", "time for each proof", positive)
    .option("--json", "one line of JSON for each file")
    .option("--sarif <file>", "write what was found here, as SARIF 2.1.0")
    .addHelpText(
      "after",
      examples(
        "verify src/Max.dfy --spec specs/Max.dfy",
        "verify src --recheck --json",
        "verify src/Max.dfy --brittleness",
      ),
    )
    .action(run(async () => (await import("../commands/verify.ts")).verifyCommand, 1));

  program
    .command("probe <specifications...>")
    .description("Tell whether a specification asks for anything: bodies without work are tried")
    .addOption(languageOption())
    .addOption(profileOption())
    .option("--timeout <ms>", "time for each body", positive)
    .option("--budget <ms>", "time for all bodies of one specification", positive)
    .option("--json", "one line of JSON for each specification")
    .addHelpText("after", examples("probe specs/Max.dfy", "probe specs --budget 60000 --json"))
    .action(run(async () => (await import("../commands/probe.ts")).probeCommand, 1));

  const evidence = program
    .command("evidence")
    .description("What was accepted, sealed in one file that proves itself");
  evidence
    .command("bundle <runs...>")
    .description("Seal what these runs accepted, from their journals")
    .requiredOption("-o, --out <file>", "write it here")
    .option("--brittleness", "prove each again, the solver going other ways, and tell how it went")
    .option("--json", "one line of JSON")
    .addHelpText("after", examples("evidence bundle 20261121-093012-k3f9qa --out proof.json"))
    .action(run(async () => (await import("../commands/evidence.ts")).bundleEvidenceCommand, 1));
  evidence
    .command("check <file>")
    .description("Prove that nothing in a bundle was changed; no verifier is needed")
    .option("--root <hash>", "the bundle's hash as it was noted elsewhere")
    .option("--recheck", "ask the verifiers that are here now, too")
    .option("--timeout <ms>", "time for each proof", positive)
    .option("--json", "one line of JSON for each item")
    .addHelpText(
      "after",
      examples("evidence check proof.json", "evidence check proof.json --recheck --json"),
    )
    .action(run(async () => (await import("../commands/evidence.ts")).checkEvidenceCommand, 1));
}
