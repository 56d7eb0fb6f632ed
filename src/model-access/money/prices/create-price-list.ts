import type { ModelPrice, PriceTier } from "../../../domain/price.ts";
import type { Clock } from "../../../ports/clock.ts";
import type { PriceList } from "../../../ports/price-list.ts";
import {
  loadPackagedPrices,
  PACKAGE_DATE,
  PACKAGE_VERSION,
  type PackagedProvider,
} from "./load-packaged-prices.ts";
import { plainName } from "./model-name.ts";
import { TABLE } from "./table.ts";

export interface CreatePriceListOptions {
  readonly clock: Clock;
  /** Prices that the user named; they win over all others, free providers included. @default none */
  readonly chosen?: readonly ModelPrice[] | undefined;
  /** Whether the answers of a provider cost nothing, by its id. @default none is free */
  readonly isFree?: ((providerId: string) => boolean) | undefined;
  /** Addresses of the user's own endpoints, by provider id: whose service it is tells what it costs. @default none */
  readonly endpointUrls?: Readonly<Record<string, string>> | undefined;
  /** How long providers are asked to keep what they cache: that decides what a write costs. @default "5m" */
  readonly cacheLifetime?: "5m" | "1h" | undefined;
}

export interface ListedPrices extends PriceList {
  /** All prices that are known for the providers of this program and for the user's endpoints. */
  list(): readonly ModelPrice[];
}

/** Providers that the package knows by the id that they have here. */
const SAME_ID: readonly string[] = ["anthropic", "openai"];

/**
 * Half the price, for input and output.
 *
 * @see https://platform.claude.com/docs/en/build-with-claude/batch-processing
 * @see https://platform.openai.com/docs/guides/batch
 */
const BATCH_FACTORS: ReadonlyMap<string, number> = new Map([
  ["anthropic", 0.5],
  ["openai", 0.5],
]);

/**
 * What models cost: the user's own prices, then providers that are free, then our table, then
 * `@pydantic/genai-prices`. A name is found exactly, or with a date or `-latest` at its end; a model that nobody lists
 * has no price.
 */
export async function createPriceList(options: CreatePriceListOptions): Promise<ListedPrices> {
  const { clock, chosen = [], isFree = () => false, endpointUrls = {} } = options;
  const { cacheLifetime = "5m" } = options;
  const now = clock.now();
  const packaged = await loadPackagedPrices({ now, cacheLifetime });
  const today = new Date(now).toISOString().slice(0, 10);
  const providerOf = (id: string): PackagedProvider | undefined => {
    const apiUrl = endpointUrls[id];
    if (apiUrl !== undefined) return { apiUrl };
    return SAME_ID.includes(id) ? { id } : undefined;
  };

  const findInTable = (modelId: string): ModelPrice | undefined => {
    const row = TABLE.find((each) => [modelId, plainName(modelId)].includes(each.modelId));
    if (row === undefined) return undefined;
    const [first, ...others] = row.tiers.map(
      ({ aboveInputTokens, rates }): PriceTier => ({
        aboveInputTokens,
        rates: { ...rates, cacheWrite: rates.cacheWrite[cacheLifetime] },
      }),
    );
    if (first === undefined) return undefined;
    const { source, asOf } = row;
    const batchFactor = BATCH_FACTORS.get(splitId(modelId).providerId);
    return { modelId, tiers: [first, ...others], batchFactor, source, asOf };
  };

  const findInPackage = (modelId: string): ModelPrice | undefined => {
    const { providerId, name } = splitId(modelId);
    const provider = providerOf(providerId);
    const tiers = provider === undefined ? undefined : packaged.find(provider, name);
    if (tiers === undefined) return undefined;
    return {
      modelId,
      tiers,
      batchFactor: BATCH_FACTORS.get(providerId),
      source: `@pydantic/genai-prices ${PACKAGE_VERSION}`,
      asOf: PACKAGE_DATE,
    };
  };

  const find = (modelId: string): ModelPrice | undefined =>
    chosen.find((price) => price.modelId === modelId) ??
    (isFree(splitId(modelId).providerId) ? freePrice(modelId, today) : undefined) ??
    findInTable(modelId) ??
    findInPackage(modelId);

  return {
    find,
    list() {
      const providerIds = [...SAME_ID, ...Object.keys(endpointUrls)];
      const inPackage = providerIds.flatMap((id) => {
        const provider = providerOf(id);
        const names = provider === undefined ? [] : packaged.names(provider);
        return names.map((name) => `${id}/${name}`);
      });
      const ids = [...chosen, ...TABLE].map(({ modelId }) => modelId).concat(inPackage);
      return [...new Set(ids)].flatMap((id) => find(id) ?? []);
    },
  };
}

function splitId(modelId: string): { readonly providerId: string; readonly name: string } {
  const slash = modelId.indexOf("/");
  return { providerId: modelId.slice(0, slash), name: modelId.slice(slash + 1) };
}

const freePrice = (modelId: string, asOf: string): ModelPrice => ({
  modelId,
  tiers: [{ aboveInputTokens: 0, rates: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 } }],
  batchFactor: undefined,
  source: "nobody is paid for its answers",
  asOf,
});
