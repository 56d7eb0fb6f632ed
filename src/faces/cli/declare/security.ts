/** Commands about keys, and about the log of what was done with them. */

import type { Command } from "commander";
import { examples, type Run } from "./options.ts";

export function declareSecurity(program: Command, run: Run): void {
  const audit = program.command("audit").description("The log of paid calls, consents and keys");
  audit
    .command("verify")
    .description("Prove that no entry was changed, removed or moved")
    .option("--head <hash>", "a hash noted earlier: the log must still hold its entry")
    .option("--json", "one line of JSON")
    .addHelpText(
      "after",
      examples("audit verify", "audit verify --head $(cat audit-head.txt) --json"),
    )
    .action(run(async () => (await import("../commands/audit.ts")).verifyAuditCommand, 0));
  audit
    .command("show")
    .description("Every entry, oldest first")
    .option("--head", "only the last entry's hash: kept elsewhere, it proves that nothing was cut")
    .option("--json", "one line of JSON for each entry")
    .addHelpText("after", examples("audit show --json", "audit show --head > audit-head.txt"))
    .action(run(async () => (await import("../commands/audit.ts")).showAuditCommand, 0));

  const keys = program.command("keys").description("Keys in the operating system's key store");
  keys
    .command("set <variable>")
    .description("Keep a key, from stdin or a hidden question; never from an argument")
    .addHelpText(
      "after",
      examples("keys set ANTHROPIC_API_KEY", "keys set ANTHROPIC_API_KEY_2 < key.txt"),
    )
    .action(run(async () => (await import("../commands/keys.ts")).setKeyCommand, 1));
  keys
    .command("list [variable]")
    .description("Which keys there are, and where; never their values")
    .option("--json", "one line of JSON for each key")
    .addHelpText("after", examples("keys list", "keys list OPENAI_API_KEY --json"))
    .action(run(async () => (await import("../commands/keys.ts")).listKeysCommand, 1));
  keys
    .command("remove <variable>")
    .description("Remove a key from the key store")
    .addHelpText("after", examples("keys remove ANTHROPIC_API_KEY_2"))
    .action(run(async () => (await import("../commands/keys.ts")).removeKeyCommand, 1));
}
