import { isFault } from "../domain/fault.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import type { Machine } from "../ports/machine.ts";
import type { InstallOptions } from "../ports/provider.ts";
import { listProviders } from "../providers/index.ts";
import { chooseModel, type ModelChoice, splitModelId } from "./choose-model.ts";
import type { Config } from "./load-config.ts";
import { toProviderSettings } from "./provider-settings.ts";

export interface OpenModelOptions extends Partial<InstallOptions> {
  /** Hears which model it will be, before anything is opened or brought. */
  readonly onChoice?: (choice: ModelChoice) => void;
}

/**
 * Opens the model that configuration names or this machine offers. What it misses here, its file or its engine,
 * is brought first, unless configuration says offline.
 *
 * @throws {Fault} `model/*`, `download/failed`
 */
export async function openModel(
  config: Config,
  machine: Machine,
  options: OpenModelOptions = {},
): Promise<LanguageModel> {
  const settings = toProviderSettings(config.settings);
  const providers = listProviders(settings);
  const choice = await chooseModel(config, providers, settings, machine);
  options.onChoice?.(choice);
  const { provider, name } = splitModelId(choice.id, providers);
  try {
    return await provider.open(name, settings, machine);
  } catch (error) {
    if (!isFault(error, "model/missing") || settings.isOffline) throw error;
    if (provider.install === undefined) throw error;
    const { onProgress = () => undefined, signal } = options;
    await provider.install(name, settings, machine, { onProgress, signal });
    return provider.open(name, settings, machine);
  }
}
