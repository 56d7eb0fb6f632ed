/** Puts the parts together. */

import { join } from "node:path";
import { toNanoUsd } from "../domain/price.ts";
import { languages as ownLanguages } from "../languages/index.ts";
import { createBudget } from "../model-access/money/create-budget.ts";
import { createRecordStore } from "../pipeline/record/journal-store.ts";
import { AUDIT_PATH, createAuditLog } from "../platform/audit/audit-log.ts";
import { readPackageVersion } from "../platform/package-version.ts";
import type { CheckEnvironment, Environment } from "../ports/environment.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import type { LanguagePack } from "../ports/language-pack.ts";
import { specificationReaders } from "../specifications/index.ts";
import { createHideSecrets } from "../std/hide-secrets.ts";
import { cacheFolder } from "./cache-folder.ts";
import { toContextLimits } from "./context-limits.ts";
import { createMachine } from "./create-machine.ts";
import { createFillHoles } from "./fill-holes.ts";
import { findProjectRoot } from "./find-project-root.ts";
import { listSecrets } from "./list-secrets.ts";
import { type Config, type LoadConfigOptions, loadConfig } from "./load-config.ts";
import { openKnowledge } from "./open-knowledge.ts";
import { openVerdictStore } from "./open-verdict-store.ts";
import { createWarmCheckers } from "./warm-checkers.ts";

export interface CreateEnvironmentOptions {
  /** A folder in the project. @default process.cwd() */
  readonly directory?: string | undefined;
  /** Settings that win over files and variables. */
  readonly settings?: LoadConfigOptions["flags"];
  /** Language packs to know. @default all of ours */
  readonly languages?: readonly LanguagePack[] | undefined;
}

/**
 * Everything that checking needs; no model. Close it with `await using`.
 *
 * @throws {Fault} `config/invalid`
 */
export async function createCheckEnvironment(
  options: CreateEnvironmentOptions = {},
): Promise<CheckEnvironment & { readonly config: Config }> {
  const root = findProjectRoot(options.directory ?? process.cwd());
  const config = await loadConfig({ root, flags: options.settings });
  const { programs, cache_directory } = config.settings;
  const machine = await createMachine(root, programs, cacheFolder(cache_directory, process.env));
  const version = readPackageVersion();
  const checkers = createWarmCheckers(
    machine,
    config.settings.verdict_cache ? () => openVerdictStore(config.settings, machine) : undefined,
  );
  const languages = options.languages ?? ownLanguages;
  const knowledge = openKnowledge(machine, languages, config.settings);
  const audit = createAuditLog(join(root, AUDIT_PATH), {
    ...machine,
    hideSecrets: createHideSecrets(listSecrets(process.env)),
  });
  return {
    ...machine,
    config,
    version,
    languages,
    specificationReaders,
    records: createRecordStore(machine.files, machine.clock, { version }),
    budget: createBudget({ capNanoUsd: maybeNanoUsd(config.settings.max_usd) }),
    audit,
    contextLimits: toContextLimits(config.settings),
    securityPolicy: config.settings.security_scan,
    ...knowledge,
    fillHoles: createFillHoles(machine, knowledge.habits),
    checkerFor: checkers.checkerFor,
    async [Symbol.asyncDispose]() {
      audit[Symbol.dispose]();
      knowledge.references[Symbol.dispose]();
      await checkers[Symbol.asyncDispose]();
    },
  };
}

const maybeNanoUsd = (usd: number | undefined): number | undefined =>
  usd === undefined ? undefined : toNanoUsd(usd);

/**
 * Everything that a run needs: `createCheckEnvironment`, and the model that `options.settings.model`, the
 * configuration or this machine offers.
 *
 * @throws {Fault} `config/invalid`, `model/*`
 */
export async function createEnvironment(
  options: CreateEnvironmentOptions = {},
): Promise<Environment> {
  const base = await createCheckEnvironment(options);
  try {
    // What stands around models is much code, and checking needs none of it.
    const { openModel } = await import("./open-model.ts");
    return withModel(base, await openModel(base.config, base));
  } catch (error) {
    await base[Symbol.asyncDispose]();
    throw error;
  }
}

/** Adds a model to an environment; both close together. */
export const withModel = (base: CheckEnvironment, model: LanguageModel): Environment => ({
  ...base,
  model,
  async [Symbol.asyncDispose]() {
    await model[Symbol.asyncDispose]();
    await base[Symbol.asyncDispose]();
  },
});
