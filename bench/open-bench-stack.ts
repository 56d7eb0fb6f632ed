import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { metrics, trace } from "@opentelemetry/api";
import { loadConfig } from "../src/config/load-config.ts";
import { createProviderParts, toAccessPolicy, toModelPolicy } from "../src/config/model-access.ts";
import { openPriceList } from "../src/config/open-price-list.ts";
import { openResponseStore } from "../src/config/open-response-store.ts";
import { createBudget } from "../src/model-access/money/create-budget.ts";
import { stackAccess, stackModel } from "../src/model-access/stack.ts";
import { createAuditLog } from "../src/platform/audit/audit-log.ts";
import type { LanguageModel } from "../src/ports/language-model.ts";
import type { Machine } from "../src/ports/machine.ts";
import { createHideSecrets } from "../src/std/hide-secrets.ts";

/**
 * `adapter` with every wrapper around it, as a command would open it: real stores in a fresh folder, a price and a
 * limit on money, and no limit on pace.
 */
export async function openBenchStack(
  adapter: LanguageModel,
  machine: Machine,
): Promise<LanguageModel> {
  const folder = await mkdtemp(join(tmpdir(), "specwright-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const flags = {
    cache_directory: folder,
    prices: { [adapter.id]: { input: 1, output: 2 } },
  };
  const config = await loadConfig({ root: folder, flags, variables: {} });
  const store = openResponseStore(config.settings, {
    clock: machine.clock,
    onNote: (note) => process.stderr.write(`${note}\n`),
  });
  const parts = {
    ...machine,
    budget: createBudget({ capNanoUsd: 1e15 }),
    audit: createAuditLog(join(folder, "audit.sqlite"), {
      clock: machine.clock,
      sha256: machine.sha256,
      hideSecrets: createHideSecrets([]),
    }),
    prices: await openPriceList(config, { providers: [], clock: machine.clock }),
    promptHistory: store.prompts,
    responseCache: store.responses,
    areCallsJoined: true,
    tracer: trace.getTracer("bench"),
    meter: metrics.getMeter("bench"),
    areTextsTraced: false,
  };
  const providerParts = createProviderParts(config, machine)("bench");
  const policy = toModelPolicy(config.settings, adapter.id);
  const base = stackModel([adapter], { ...parts, ...providerParts }, policy);
  const chain = { base, fallbacks: [], routes: [], stronger: [], history: undefined };
  return stackAccess(chain, parts, toAccessPolicy(config.settings));
}
