/** Commands on contracts of nodes; none of them asks a model. */

import type { Command } from "commander";
import { examples, languageOption, type Run } from "./options.ts";

export function declareContracts(program: Command, run: Run): void {
  const contract = program
    .command("contract")
    .description("Contracts of nodes, in YAML: what is wrong with them, and what they call for");
  contract
    .command("check <files...>")
    .description("Every mistake at its line, files put in by $ref included")
    .option("--json", "one line of JSON for each file")
    .addHelpText(
      "after",
      examples(
        "contract check src/shop/nodes/node_order_price_compute/contract.yaml",
        "contract check src/shop/nodes/*/contract.yaml --json",
      ),
    )
    .action(run(async () => (await import("../commands/contract.ts")).checkContractCommand, 1));
  contract
    .command("show <file>")
    .description("The contract with its files put in, the shape that fits it, and its ready parts")
    .addOption(languageOption())
    .option("--json", "one line of JSON")
    .addHelpText(
      "after",
      examples("contract show src/shop/nodes/node_order_price_compute/contract.yaml"),
    )
    .action(run(async () => (await import("../commands/contract.ts")).showContractCommand, 1));
}
