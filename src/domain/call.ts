/** One call to a model, as it is accounted for. */

import type { FaultCode } from "./fault.ts";
import type { RouteChoice } from "./route-traffic.ts";
import type { FinishReason, TokenUsage } from "./token-usage.ts";

/**
 * Why a call was made: `retry` is the same request again after a fault, `continuation` goes on with an answer that
 * was cut, `fallback` asks another model because the first choice failed.
 */
export type CallPurpose = "answer" | "retry" | "continuation" | "fallback";

/** Who served it: the provider, its batch interface at a lower price, our own cache, or a call already in flight. */
export type CallSource = "provider" | "batch" | "cache" | "joined";

export interface CallRecord {
  /** `provider/model`. */
  readonly askedOf: string;
  /** In the provider's words; `undefined` when it never said. */
  readonly answeredBy: string | undefined;
  readonly source: CallSource;
  readonly purpose: CallPurpose;
  /** The routing rule that chose the model, in words; `undefined` where there was nothing to choose. */
  readonly rule: string | undefined;
  /** Where a route has a share of the traffic: which side of it the run is on. @default no route has one */
  readonly route?: RouteChoice | undefined;
  readonly ended: FinishReason | FaultCode | "aborted";
  /** `undefined` when the provider told none. */
  readonly usage: TokenUsage | undefined;
  /** `undefined` for a model without a known price. */
  readonly costUsd: number | undefined;
  /** The provider did not say what it used: the worst case is taken. */
  readonly isCostEstimated: boolean;
  /** What caches and batch prices saved against the plain price; 0 where no price is known. */
  readonly savedUsd: number;
  /** From sending to the end. */
  readonly timeMs: number;
  /** From sending to the first text; `undefined` when none came. */
  readonly firstTextMs: number | undefined;
}
