import type { ModelPrice, Rates } from "../../domain/price.ts";

/** What each tier of a price asks for, the first of them first, in USD per million tokens. */
export const describeTiers = ({ tiers }: ModelPrice): readonly string[] =>
  tiers.map(({ aboveInputTokens: above, rates }) =>
    above === 0 ? describeRates(rates) : `above ${above} input tokens: ${describeRates(rates)}`,
  );

const describeRates = ({ input, output, cacheRead, cacheWrite }: Rates): string =>
  `input ${input}, output ${output}, read from cache ${cacheRead}, written to cache ${cacheWrite}`;
