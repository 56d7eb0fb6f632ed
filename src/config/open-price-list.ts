import type { ModelPrice } from "../domain/price.ts";
import {
  createPriceList,
  type ListedPrices,
} from "../model-access/money/prices/create-price-list.ts";
import type { Clock } from "../ports/clock.ts";
import type { Provider } from "../ports/provider.ts";
import type { Config } from "./load-config.ts";
import type { Settings } from "./settings.ts";

export interface OpenPriceListOptions {
  readonly providers: readonly Provider[];
  readonly clock: Clock;
}

/** What models cost by configuration: the user's own prices first; providers that are free are. */
export const openPriceList = (
  { settings, sources }: Config,
  { providers, clock }: OpenPriceListOptions,
): Promise<ListedPrices> =>
  createPriceList({
    clock,
    chosen: Object.entries(settings.prices).map(([modelId, price]) =>
      toModelPrice(modelId, price, {
        source: sources.prices.from,
        asOf: new Date(clock.now()).toISOString().slice(0, 10),
      }),
    ),
    isFree: (providerId) => providers.some(({ id, isFree }) => id === providerId && isFree),
    endpointUrls: Object.fromEntries(
      Object.entries(settings.endpoints).map(([name, { base_url: url }]) => [name, url]),
    ),
    cacheLifetime: settings.prompt_caching === "1h" ? "1h" : "5m",
  });

/** Caches that no rate is named for cost what plain input does. */
function toModelPrice(
  modelId: string,
  price: Settings["prices"][string],
  { source, asOf }: Pick<ModelPrice, "source" | "asOf">,
): ModelPrice {
  const { input, output, cache_read: cacheRead = input, cache_write: cacheWrite = input } = price;
  return {
    modelId,
    tiers: [{ aboveInputTokens: 0, rates: { input, output, cacheRead, cacheWrite } }],
    batchFactor: price.batch_factor,
    source,
    asOf,
  };
}

/** Ids of all models that configuration may have asked, `first` first: cheaper, other and stronger ones. */
export function modelsToAsk(settings: Settings, first: string): readonly [string, ...string[]] {
  const { routes, fallback_models: fallback, escalation_models: stronger } = settings;
  const others = [...routes.map(({ model }) => model), ...fallback, ...stronger];
  return [first, ...new Set(others.filter((id) => id !== first))];
}
