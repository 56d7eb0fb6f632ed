/** A provider's batch interface for one model: many requests at once, answers hours later, at a lower price. */

import type { Fault } from "../domain/fault.ts";
import type { ModelRequest, ModelResponse } from "../domain/model.ts";

export interface BatchRequest {
  /** Names the result; letters, digits, `-` and `_`, at most 64. */
  readonly key: string;
  readonly request: ModelRequest;
}

export interface BatchState {
  /** `ended`: results can be read, whole or in part. `failed`: there are none. */
  readonly status: "running" | "ended" | "failed";
  /** In the provider's words. */
  readonly why: string;
  readonly total: number;
  readonly done: number;
}

/** An answer from a batch, for which nobody measured the time. */
export type BatchResponse = Omit<ModelResponse, "timeMs">;

export type BatchResult =
  | { readonly key: string; readonly response: BatchResponse }
  /** `model/*`; those that are retryable may be put into another batch. */
  | { readonly key: string; readonly fault: Fault };

export interface ListedBatch {
  readonly batchId: string;
  /** Wall time in ms; `undefined` where the provider does not say. */
  readonly createdAt: number | undefined;
  readonly total: number | undefined;
  readonly status: BatchState["status"];
}

export interface ModelBatches extends AsyncDisposable {
  /** `provider/model`. */
  readonly id: string;
  readonly maxRequests: number;
  /** Of one batch on the wire, in bytes. */
  readonly maxBytes: number;
  /** Sends a batch; its id must be kept before anything else is done. @throws {Fault} `model/*` */
  submit(requests: readonly BatchRequest[], signal?: AbortSignal): Promise<string>;
  read(batchId: string, signal?: AbortSignal): Promise<BatchState>;
  /** In any order; requests without a result are left out. */
  results(batchId: string, signal?: AbortSignal): AsyncIterable<BatchResult>;
  cancel(batchId: string, signal?: AbortSignal): Promise<void>;
  /**
   * The latest batches of the account, newest first: to find one whose id was lost. One page of them, or as far back
   * as the first for which `isEnough` says so.
   */
  list(
    signal?: AbortSignal,
    isEnough?: (batch: ListedBatch) => boolean,
  ): Promise<readonly ListedBatch[]>;
}
