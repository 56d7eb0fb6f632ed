/** The money of requests in batches: the worst case held before they are sent, the real cost counted once. */

import type { ModelRequest } from "../../domain/model.ts";
import { isFree, type ModelPrice } from "../../domain/price.ts";
import type { Budget, Reservation } from "../../ports/budget.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import type { BatchResponse } from "../../ports/model-batches.ts";
import { type Bill, billAnswer, savedNanoUsd } from "../money/bill.ts";
import { withoutPrice } from "../money/no-price.ts";
import { worstCost, worstTokens } from "../money/worst-case.ts";

export interface Cost extends Bill {
  /** Against the plain price. */
  readonly savedNanoUsd: number;
}

export interface BatchLedger {
  /** Worst case of a request, in nano-dollars; `undefined` for a model without a known price. */
  worstCase(request: ModelRequest): number | undefined;
  costOf(request: ModelRequest, response: BatchResponse): Cost;
  /**
   * Holds the worst case of a request, once: a key that holds it already holds it still.
   *
   * @throws {Fault} `budget/exceeded`, `budget/no-price`
   */
  reserve(key: string, request: ModelRequest, budget: Budget, signal?: AbortSignal): Promise<void>;
  /** Counts what a request cost; `undefined` is its worst case. `false` where nothing was held for it. */
  settle(key: string, nanoUsd: number | undefined): boolean;
  /** Counts whatever is still held as spent: what becomes of it nobody here will learn. */
  close(): void;
}

export function createBatchLedger(
  model: LanguageModel,
  price: ModelPrice | undefined,
): BatchLedger {
  const held = new Map<string, Reservation>();

  const worstCase = (request: ModelRequest): number | undefined =>
    price === undefined
      ? undefined
      : worstCost(price, worstTokens(request, model), { isBatch: true });

  return {
    worstCase,
    costOf(request, { usage: told, text }) {
      const worst = worstTokens(request, model);
      const terms = { price, worst, isBatch: true, hasText: text !== "" };
      const bill = billAnswer(told, terms);
      return { ...bill, savedNanoUsd: savedNanoUsd(bill.usage, terms) };
    },
    async reserve(key, request, budget, signal) {
      if (held.has(key)) return;
      const nanoUsd = worstCase(request);
      if (price === undefined || nanoUsd === undefined) {
        if (budget.isLimited) throw withoutPrice(model.id);
        return;
      }
      if (isFree(price)) return;
      const reservation = await budget.reserve(nanoUsd, signal);
      // Somebody else may have held it for the same request meanwhile.
      if (held.has(key)) reservation.settle(0);
      else held.set(key, reservation);
    },
    settle(key, nanoUsd) {
      const reservation = held.get(key);
      reservation?.settle(nanoUsd ?? reservation.nanoUsd);
      return held.delete(key);
    },
    close() {
      for (const reservation of held.values()) reservation.settle(reservation.nanoUsd);
      held.clear();
    },
  };
}
