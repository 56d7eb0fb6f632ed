import { Fault } from "../domain/fault.ts";
import type { Machine } from "../ports/machine.ts";
import type { ModelBatches } from "../ports/model-batches.ts";
import { listProviders } from "../providers/index.ts";
import { splitModelId } from "./choose-model.ts";
import type { Config } from "./load-config.ts";
import { loadProviderSettings } from "./provider-settings.ts";

/**
 * Opens the batch interface of the model with that id.
 *
 * @throws {Fault} `model/*`; `model/bad-request` where its provider has none.
 */
export async function openBatches(
  modelId: string,
  { settings }: Config,
  machine: Machine,
): Promise<ModelBatches> {
  const providerSettings = await loadProviderSettings(settings);
  const { provider, name } = splitModelId(modelId, listProviders(providerSettings));
  if (provider.openBatches === undefined) {
    throw new Fault(
      "model/bad-request",
      `Cannot open batches of "${modelId}": ${provider.displayName} has no batch interface here`,
    );
  }
  return provider.openBatches(name, providerSettings, machine);
}
