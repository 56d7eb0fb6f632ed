import type { ModelEvent } from "../../domain/model.ts";
import { toUsd } from "../../domain/price.ts";
import { formatExactUsd } from "../../std/format-usd.ts";

/** Tells that a call has to wait until others give money back; `nanoUsd` is its worst case. */
export const waitForMoney = (nanoUsd: number): ModelEvent => ({
  type: "wait-start",
  reason: "budget",
  waitMs: undefined,
  why: `calls on their way hold the money that this one may cost, ${formatExactUsd(toUsd(nanoUsd))}`,
  code: undefined,
});
