/** Prices that the package does not have, or takes from a neighbour; a model that it learns is taken out here. */

import type { PriceTier, Rates } from "../../../domain/price.ts";

/** Rates with what a provider asks for writing into its cache, by how long it is kept. */
export interface TableRates extends Omit<Rates, "cacheWrite"> {
  readonly cacheWrite: { readonly "5m": number; readonly "1h": number };
}

export interface TableRow {
  /** `provider/model` without a date. */
  readonly modelId: string;
  readonly tiers: readonly [TableTier, ...TableTier[]];
  readonly source: string;
  /** ISO date at which the source was read. */
  readonly asOf: string;
}

type TableTier = Omit<PriceTier, "rates"> & { readonly rates: TableRates };

const flat = (rates: TableRates): TableRow["tiers"] => [{ aboveInputTokens: 0, rates }];

/** Nothing is told about caches there: read at the plain rate, written at 1.25 times it, as `gpt-6-sol` is. */
const withoutCacheRates = (input: number, output: number): TableRates => ({
  input,
  output,
  cacheRead: input,
  cacheWrite: { "5m": 1.25 * input, "1h": 1.25 * input },
});

/**
 * USD per million tokens. Anthropic's cache writes are 1.25 times (5 minutes) and twice (1 hour) the input rate.
 *
 * @see https://platform.claude.com/docs/en/about-claude/pricing
 */
export const TABLE: readonly TableRow[] = [
  {
    modelId: "anthropic/claude-sonnet-5-5",
    tiers: flat({ input: 2, output: 10, cacheRead: 0.1, cacheWrite: { "5m": 2.5, "1h": 4 } }),
    source: "platform.claude.com; cache reads from a third party",
    asOf: "2026-11-21",
  },
  {
    modelId: "anthropic/claude-haiku-5-5",
    tiers: [
      {
        aboveInputTokens: 0,
        rates: {
          input: 0.1,
          output: 0.5,
          cacheRead: 0.01,
          cacheWrite: { "5m": 0.125, "1h": 0.2 },
        },
      },
      {
        aboveInputTokens: 100_000,
        rates: { input: 0.5, output: 2.5, cacheRead: 0.05, cacheWrite: { "5m": 0.625, "1h": 1 } },
      },
    ],
    source: "platform.claude.com",
    asOf: "2026-11-21",
  },
  {
    modelId: "openai/gpt-6.1-sol",
    tiers: flat({ input: 2, output: 10, cacheRead: 0.1, cacheWrite: { "5m": 2.5, "1h": 2.5 } }),
    source: "apiyi.com, a third party; cache writes as for gpt-6-sol",
    asOf: "2026-09-29",
  },
  {
    modelId: "openai/gpt-6.2-sol",
    tiers: flat(withoutCacheRates(2, 10)),
    source: "laozhang.ai, a third party, without cache rates",
    asOf: "2026-11-18",
  },
  {
    modelId: "openai/gpt-6.2-astra",
    tiers: flat(withoutCacheRates(8, 40)),
    source: "laozhang.ai, a third party, without cache rates",
    asOf: "2026-11-18",
  },
];
