/** Commands about batches that were sent to providers. */

import type { Command } from "commander";
import { examples, type Run } from "./options.ts";

export function declareBatches(program: Command, run: Run): void {
  const batches = program
    .command("batches")
    .description("Look at batches that were sent to a provider, or cancel one")
    .addHelpText(
      "after",
      examples(
        "generate spec.md --batch",
        "batches list",
        "batches show 20261121-093012-k3f9qa --json | jq .provider",
        "batches cancel 20261121-093012-k3f9qa",
      ),
    );
  batches
    .command("list")
    .description("All batches of this project, oldest first")
    .option("--json", "one line of JSON for each batch")
    .action(run(async () => (await import("../commands/batches.ts")).listBatchesCommand, 0));
  batches
    .command("show <batch>")
    .description("One batch: what is known of it here, and what the provider says")
    .option("--json", "one line of JSON")
    .action(run(async () => (await import("../commands/batches.ts")).showBatchCommand, 1));
  batches
    .command("cancel <batch>")
    .description("Ask the provider to stop a batch; what it has answered is kept")
    .option("--json", "one line of JSON")
    .action(run(async () => (await import("../commands/batches.ts")).cancelBatchCommand, 1));
}
