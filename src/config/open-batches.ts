import { Fault } from "../domain/fault.ts";
import type { Machine } from "../ports/machine.ts";
import type { ModelBatches } from "../ports/model-batches.ts";
import type { Provider, ProviderSettings } from "../ports/provider.ts";
import { listProviders } from "../providers/index.ts";
import { splitModelId } from "./choose-model.ts";
import type { Config } from "./load-config.ts";
import { loadProviderSettings } from "./provider-settings.ts";

/**
 * Opens the batch interface of the model with that id.
 *
 * @throws {Fault} `model/*`; `config/invalid` where its provider has none.
 */
export async function openBatches(
  modelId: string,
  { settings }: Config,
  machine: Machine,
): Promise<ModelBatches> {
  const providerSettings = await loadProviderSettings(settings);
  const { provider, name } = splitModelId(modelId, listProviders(providerSettings));
  return openBatchesOf(provider, name, providerSettings, machine);
}

/** Opens the batch interface of a provider's model called `name`. @throws {Fault} as `openBatches` */
export function openBatchesOf(
  provider: Provider,
  name: string,
  settings: ProviderSettings,
  machine: Machine,
): Promise<ModelBatches> {
  if (provider.openBatches === undefined) throw withoutBatches(`${provider.id}/${name}`);
  return provider.openBatches(name, settings, machine);
}

/** The fault of a model that cannot be asked in batches. */
export const withoutBatches = (modelId: string): Fault =>
  new Fault(
    "config/invalid",
    `Cannot ask "${modelId}" in batches: it has no batch interface here`,
    {
      help: `Leave --batch out, or choose another model; of one that is newer than this version, say batches = true under [models."${modelId}"]`,
    },
  );
