/** What models cost, with the date and the source of each price. */

import type { ModelPrice } from "../domain/price.ts";

export interface PriceList {
  /** `undefined` for a model without a known price, never 0. */
  find(modelId: string): ModelPrice | undefined;
}
