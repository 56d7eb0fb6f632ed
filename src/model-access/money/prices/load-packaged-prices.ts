/** Prices of `@pydantic/genai-prices`, in our shape. */

import type {
  MatchLogic,
  ModelInfo,
  ModelPrice as PackagePrice,
  PriceCalculation,
} from "@pydantic/genai-prices";
import type { PriceTier, Rates } from "../../../domain/price.ts";
import { plainName } from "./model-name.ts";

/** The day on which the data was published: the package itself does not tell. */
export const PACKAGE_VERSION = "0.1.8";
export const PACKAGE_DATE = "2026-09-23";

/** A provider in the package's words: by its id there, or by the address that is asked. */
export type PackagedProvider = { readonly id: string } | { readonly apiUrl: string };

export interface PackagedPrices {
  /** `undefined` where the package has no such model, or prices it in a way that tokens alone do not tell. */
  find(provider: PackagedProvider, name: string): readonly [PriceTier, ...PriceTier[]] | undefined;
  /** Names of the models that it has for a provider. */
  names(provider: PackagedProvider): readonly string[];
}

export interface LoadPackagedPricesOptions {
  /** Wall time in ms for which prices are wanted: some begin at a date. */
  readonly now: number;
  /** How long a provider is asked to keep what it caches: a longer time costs more to write. */
  readonly cacheLifetime: "5m" | "1h";
}

/** Loads the package, which is large. */
export async function loadPackagedPrices({
  now,
  cacheLifetime,
}: LoadPackagedPricesOptions): Promise<PackagedPrices> {
  const { calcPrice, findProvider } = await import("@pydantic/genai-prices");
  const providerOf = (provider: PackagedProvider) =>
    findProvider(
      "id" in provider ? { providerId: provider.id } : { providerApiUrl: provider.apiUrl },
    );
  return {
    find(provider, name) {
      const providerId = providerOf(provider)?.id;
      if (providerId === undefined) return undefined;
      const priceAt = (time: number) =>
        calcPrice({}, name, { providerId, timestamp: new Date(time) }) ?? undefined;
      const found = priceAt(now);
      if (found === undefined || !isNamed(found.model, name)) return undefined;
      const prices = timesToLookAt(found.model, now).flatMap((time) => priceAt(time) ?? []);
      return toTiers(dearest(prices).model_price, cacheLifetime);
    },
    names: (provider) => providerOf(provider)?.models.map(({ id }) => id) ?? [],
  };
}

/**
 * Whether `name` is the model itself, one of its other names, or a dated one of these. The package also matches by
 * beginnings: there `claude-sonnet-5-5` is a `claude-sonnet-5`.
 */
function isNamed(model: ModelInfo, name: string): boolean {
  const names = [model.id, ...namesIn(model.match)].flatMap((each) => [each, plainName(each)]);
  const wanted = name.toLowerCase();
  return names.some((each) => [wanted, plainName(wanted)].includes(each.toLowerCase()));
}

function namesIn(match: MatchLogic): readonly string[] {
  if ("or" in match) return match.or.flatMap(namesIn);
  if ("equals" in match) return [match.equals];
  return "starts_with" in match ? [match.starts_with] : [];
}

const HALF_HOUR_MS = 1_800_000;

/** Some prices change with the time of day: the dearest of the day is taken, whenever it is asked. */
function timesToLookAt({ prices }: ModelInfo, now: number): readonly number[] {
  const changesInADay =
    Array.isArray(prices) && prices.some(({ constraint }) => constraint?.type === "time_of_date");
  return changesInADay ? Array.from({ length: 48 }, (_, at) => now + at * HALF_HOUR_MS) : [now];
}

function dearest(prices: readonly PriceCalculation[]): PriceCalculation {
  const sumOf = ({ model_price: price }: PriceCalculation): number =>
    rateAt(price, "input_mtok", 0) + rateAt(price, "output_mtok", 0);
  return prices.reduce((most, each) => (sumOf(each) > sumOf(most) ? each : most));
}

/** What is charged besides plain tokens of text, or for some of them only. */
const BEYOND_TOKENS = ["requests_kcount", "output_reasoning_mtok", "output_citation_mtok"] as const;

function toTiers(
  price: PackagePrice,
  cacheLifetime: "5m" | "1h",
): readonly [PriceTier, ...PriceTier[]] | undefined {
  if (price["input_mtok"] === undefined || price["output_mtok"] === undefined) return undefined;
  if (BEYOND_TOKENS.some((key) => price[key] !== undefined)) return undefined;
  const longKey = price["cache_write_1h_mtok"] === undefined ? undefined : "cache_write_1h_mtok";
  const writeKey = (cacheLifetime === "1h" ? longKey : undefined) ?? "cache_write_mtok";
  const ratesAbove = (tokens: number): Rates => {
    const input = rateAt(price, "input_mtok", tokens);
    const orInput = (key: string): number =>
      price[key] === undefined ? input : rateAt(price, key, tokens);
    return {
      input,
      output: rateAt(price, "output_mtok", tokens),
      cacheRead: orInput("cache_read_mtok"),
      cacheWrite: orInput(writeKey),
    };
  };
  const steps = Object.values(price).flatMap((each) =>
    typeof each === "object" ? each.tiers.map(({ start }) => start) : [],
  );
  const starts = [...new Set(steps)].filter((start) => start > 0).sort((a, b) => a - b);
  const tierAbove = (tokens: number): PriceTier => ({
    aboveInputTokens: tokens,
    rates: ratesAbove(tokens),
  });
  return [tierAbove(0), ...starts.map(tierAbove)];
}

/** The rate of requests with more input than `tokens`; 0 where there is none. */
function rateAt(price: PackagePrice, key: string, tokens: number): number {
  const found = price[key] ?? 0;
  if (typeof found === "number") return found;
  return found.tiers.findLast(({ start }) => start <= tokens && start > 0)?.price ?? found.base;
}
