import type { BatchStore, FakeBatch, FakeBatchItem } from "./batch-store.ts";

/** What an endpoint answers with. */
export type BatchAnswer =
  | { readonly kind: "json"; readonly status: number; readonly body: unknown }
  /** Lines of JSON, for a download. */
  | { readonly kind: "lines"; readonly lines: readonly string[] }
  /** A submission: the items are accepted, and `render` says so. */
  | {
      readonly kind: "submit";
      readonly items: readonly FakeBatchItem[];
      readonly render: (batch: FakeBatch) => unknown;
    };

/** One provider's batch endpoints; `undefined` for paths that are not theirs. */
export type BatchEndpoints = (
  request: { readonly method: string; readonly url: URL; readonly body: string },
  store: BatchStore,
) => BatchAnswer | undefined;
