import type { ModelCapabilities } from "../domain/capabilities.ts";
import { isFree, type ModelPrice } from "../domain/price.ts";
import { withFacts } from "../model-access/capabilities/with-facts.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import type { Machine } from "../ports/machine.ts";
import type { Provider, ProviderSettings } from "../ports/provider.ts";
import { listModels, listProviders } from "../providers/index.ts";
import { chooseModel, splitModelId } from "./choose-model.ts";
import { type Finding, fact, failed } from "./finding.ts";
import { type KeyedSettings, mayHaveKeyStore } from "./keys.ts";
import type { Config } from "./load-config.ts";
import { toModelFacts } from "./model-facts.ts";
import { modelsToAsk, openPriceList } from "./open-price-list.ts";
import { loadProviderSettings } from "./provider-settings.ts";

/** Providers, keys, models, what the one to ask can do, and what those that may be asked cost. Spends nothing. */
export async function* examineModels(config: Config, machine: Machine): AsyncGenerator<Finding> {
  const settings = await loadProviderSettings(config.settings);
  const providers = listProviders(settings);
  const states = await Promise.all(
    providers.map(async (provider) => ({
      provider,
      state: await provider.probe(settings, machine),
    })),
  );
  for (const { provider, state } of states) {
    const { isReady, why, help } = state;
    yield { area: "provider", name: provider.displayName, isReady, isNeeded: false, why, help };
  }
  yield* findKeys(providers, settings);
  yield findKeyStore(config);
  for (const { provider, state } of states) {
    if (state.defaultModel !== undefined)
      yield fact("model", provider.displayName, `${provider.id}/${state.defaultModel} by default`);
  }
  const here = await listModels(settings);
  if (here.length > 0)
    yield fact("model", "on this machine", here.map(({ name }) => `local/${name}`).join(", "));

  const choice = await chooseModel(config, providers, settings, machine).catch((error: unknown) =>
    failed(error, "model", "model to ask"),
  );
  if ("area" in choice) return yield choice;
  yield {
    ...fact("model", "model to ask", `${choice.id} (${choice.why})`),
    isNeeded: true,
  };
  yield* findCapabilities(choice.id, { config, providers, settings, machine });
  const prices = await openPriceList(config, { providers, clock: machine.clock });
  for (const id of modelsToAsk(config.settings, choice.id)) yield findPrice(id, prices.find(id));
}

/** How many keys of each provider there are, and where; never a value. */
function* findKeys(providers: readonly Provider[], settings: KeyedSettings): Generator<Finding> {
  for (const variable of new Set(providers.flatMap((each) => each.keyVariable(settings) ?? []))) {
    const keys = settings.keysOf(variable);
    const from = [...new Set(keys.map((key) => key.from))].join(" and the ");
    const names = keys.map((key) => key.variable).join(", ");
    yield {
      area: "key",
      name: variable,
      isReady: keys.length > 0,
      isNeeded: false,
      why: keys.length === 0 ? "not set" : `${keys.length} in the ${from}: ${names}`,
      help: undefined,
    };
  }
}

const findKeyStore = (config: Config): Finding =>
  fact(
    "key",
    "key store",
    config.settings.key_store
      ? mayHaveKeyStore(process.env)
        ? "looked into"
        : "none here: no session bus"
      : "not looked into: key_store is false",
  );

/** Without a model that would have to be loaded for it: that takes longer than anyone waits. */
async function* findCapabilities(
  id: string,
  options: {
    readonly config: Config;
    readonly providers: readonly Provider[];
    readonly settings: ProviderSettings;
    readonly machine: Machine;
  },
): AsyncGenerator<Finding> {
  const { config, providers, settings, machine } = options;
  const { provider, name } = splitModelId(id, providers);
  if (provider.install !== undefined)
    return yield fact("capability", id, "known once it is loaded");
  try {
    const facts = toModelFacts(config.settings, id);
    await using model = withFacts(await provider.open(name, settings, machine), facts);
    for (const [about, what] of describeModel(model)) yield fact("capability", about, what);
  } catch (error) {
    yield failed(error, "capability", id);
  }
}

const describeModel = (model: LanguageModel): readonly (readonly [string, string])[] => {
  const { capabilities, contextWindowTokens } = model;
  const { outputLimitTokens, source } = capabilities;
  return [
    ["context window", `${contextWindowTokens} tokens`],
    [
      "longest answer",
      outputLimitTokens === undefined ? "not known" : `${outputLimitTokens} tokens`,
    ],
    ["takes", listed(capabilities, TAKEN)],
    ["does not take", listed(capabilities, TAKEN, false)],
    ["prompt caching", describeCaching(capabilities)],
    ["batches at a lower price", capabilities.hasBatches ? "yes" : "no"],
    ["source of this", source],
  ];
};

const TAKEN = {
  takesTemperature: "temperature",
  takesSeed: "seed",
  takesStopTexts: "stop texts",
  takesResponseSchema: "JSON Schema",
  takesGrammar: "grammar",
  givesLogProbabilities: "log-probabilities",
} as const satisfies Partial<Record<keyof ModelCapabilities, string>>;

const listed = (capabilities: ModelCapabilities, names: typeof TAKEN, wanted = true): string =>
  (Object.keys(names) as (keyof typeof TAKEN)[])
    .filter((key) => capabilities[key] === wanted)
    .map((key) => names[key])
    .join(", ") || "nothing of that kind";

const describeCaching = ({ promptCaching, promptCachingMinTokens }: ModelCapabilities): string =>
  promptCaching === "none" ? "no" : `${promptCaching}, from ${promptCachingMinTokens} tokens`;

function findPrice(id: string, price: ModelPrice | undefined): Finding {
  if (price === undefined) {
    return {
      area: "price",
      name: id,
      isReady: false,
      isNeeded: false,
      why: "not known, so no limit on money can hold it",
      help: "Name it in your own configuration file: specwright prices show MODEL tells how",
    };
  }
  if (isFree(price)) return fact("price", id, "free");
  const { input, output, cacheRead, cacheWrite } = price.tiers[0].rates;
  const rates = `input $${input}, output $${output}, cache read $${cacheRead}, cache write $${cacheWrite} per million tokens`;
  const tiers = price.tiers.length > 1 ? "; more for long prompts" : "";
  return fact("price", id, `${rates}${tiers} (${price.source}, ${price.asOf})`);
}
