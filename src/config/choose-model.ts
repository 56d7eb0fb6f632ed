import { closest } from "fastest-levenshtein";
import { Fault } from "../domain/fault.ts";
import type { Machine } from "../ports/machine.ts";
import type { Provider, ProviderSettings, ProviderState } from "../ports/provider.ts";
import type { Config } from "./load-config.ts";

export interface ModelChoice {
  /** `provider/model`. */
  readonly id: string;
  /** In words, for `doctor` and for the first line of a run. */
  readonly why: string;
}

/**
 * The model to ask: the one that flag, environment or configuration names, else the first provider that is ready,
 * in the order of `providers`: keys found, then a running Ollama, then the local model.
 *
 * @throws {Fault} `model/unknown` when nothing is ready.
 */
export async function chooseModel(
  config: Config,
  providers: readonly Provider[],
  settings: ProviderSettings,
  machine: Machine,
): Promise<ModelChoice> {
  const { model } = config.settings;
  if (model !== undefined) {
    splitModelId(model, providers);
    return { id: model, why: `named by ${config.sources.model.from}` };
  }
  for (const provider of providers) {
    const state: ProviderState = await provider.probe(settings, machine);
    if (state.isReady && state.defaultModel !== undefined) {
      return { id: `${provider.id}/${state.defaultModel}`, why: state.why };
    }
  }
  throw new Fault("model/unknown", "Cannot choose a model: no provider is ready", {
    help: "Name one with --model, set a provider's key, start Ollama, or run: specwright doctor",
  });
}

/** `provider/model` → the two. @throws {Fault} `model/unknown` */
export function splitModelId(
  id: string,
  providers: readonly Provider[],
): { readonly provider: Provider; readonly name: string } {
  const slash = id.indexOf("/");
  const providerId = slash < 0 ? id : id.slice(0, slash);
  const provider = providers.find(({ id: known }) => known === providerId);
  const ids = providers.map(({ id: known }) => known);
  if (provider === undefined) {
    throw new Fault(
      "model/unknown",
      `Cannot use model "${id}": there is no provider "${providerId}"`,
      {
        help: `Did you mean "${closest(providerId, ids)}"? Providers: ${ids.join(", ")}. A model's id is provider/model`,
      },
    );
  }
  const name = slash < 0 ? "" : id.slice(slash + 1);
  if (name === "") {
    throw new Fault("model/unknown", `Cannot use model "${id}": it names no model`, {
      help: `A model's id is provider/model, e.g. ${provider.id}/NAME`,
    });
  }
  return { provider, name };
}
