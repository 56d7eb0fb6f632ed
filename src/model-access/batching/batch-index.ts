import type { Clock } from "../../ports/clock.ts";
import type { BatchResponse } from "../../ports/model-batches.ts";
import { type BatchRecord, isOpen } from "./batch-journal.ts";
import type { BatchJournals } from "./batch-journals.ts";

/** Where a request stands: at the provider, or answered and kept. */
export interface Placement {
  /** Id of the journal. */
  readonly id: string;
  readonly status: "open" | "answered";
}

export interface KeptAnswer {
  readonly response: BatchResponse;
  readonly isDelivered: boolean;
}

/** What the journals of a project know about the requests to one model. */
export interface BatchIndex {
  /** Takes in journals that have been begun since, by this process or another. @throws {Fault} `record/unreadable` */
  refresh(): Promise<void>;
  /** Takes in what a journal says by now. */
  update(record: BatchRecord): void;
  find(key: string): Placement | undefined;
  set(key: string, placement: Placement): void;
  /** Forgets an open placement in that journal: the request may be sent again. */
  release(key: string, id: string): void;
  /** An answer that is kept. */
  answer(key: string, id: string): Promise<KeptAnswer | undefined>;
  markDelivered(key: string, id: string): Promise<void>;
  /** The provider's ids of all batches that have a journal, whatever their model. */
  readonly batchIds: ReadonlySet<string>;
  addBatchId(batchId: string): void;
}

export interface BatchIndexOptions {
  readonly modelId: string;
  readonly clock: Clock;
  /** Batches older than so many ms are as if they had never been. */
  readonly keptMs: number;
}

export function createBatchIndex(
  journals: BatchJournals,
  { modelId, clock, keptMs }: BatchIndexOptions,
): BatchIndex {
  const placements = new Map<string, Placement>();
  const seen = new Set<string>();
  const batchIds = new Set<string>();
  const delivered = new Set<string>();
  /** The journal that was read last: those who ask after a restart mostly ask for the same one. */
  let latest:
    | { readonly id: string; readonly record: Promise<BatchRecord | undefined> }
    | undefined;
  let refreshing: Promise<void> | undefined;

  const takeIn = (record: BatchRecord): void => {
    if (record.batchId !== undefined) batchIds.add(record.batchId);
    if (record.model !== modelId || record.startedAt < clock.now() - keptMs) return;
    for (const [key, result] of record.results)
      if ("response" in result) placements.set(key, { id: record.id, status: "answered" });
    if (!isOpen(record)) return;
    for (const key of record.keys)
      if (placements.get(key)?.status !== "answered")
        placements.set(key, { id: record.id, status: "open" });
  };

  const release = (key: string, id: string): void => {
    const placement = placements.get(key);
    if (placement?.id === id && placement.status === "open") placements.delete(key);
  };

  const readNew = async (): Promise<void> => {
    for (const id of await journals.list()) {
      if (seen.has(id)) continue;
      const record = await journals.read(id);
      // One that holds nothing yet is looked at again.
      if (record === undefined) continue;
      seen.add(id);
      takeIn(record);
    }
  };

  return {
    async refresh() {
      refreshing ??= readNew().finally(() => {
        refreshing = undefined;
      });
      await refreshing;
    },
    update(record) {
      for (const key of record.keys) release(key, record.id);
      takeIn(record);
    },
    find: (key) => placements.get(key),
    set(key, placement) {
      seen.add(placement.id);
      if (latest?.id === placement.id) latest = undefined;
      placements.set(key, placement);
    },
    release,
    async answer(key, id) {
      if (latest?.id !== id) latest = { id, record: journals.read(id) };
      const record = await latest.record;
      const result = record?.results.get(key);
      if (result === undefined || !("response" in result)) return undefined;
      const isDelivered = delivered.has(key) || record?.delivered.has(key) === true;
      return { response: result.response, isDelivered };
    },
    async markDelivered(key, id) {
      delivered.add(key);
      await journals.append(id, { type: "delivered", key });
    },
    batchIds,
    addBatchId(batchId) {
      batchIds.add(batchId);
    },
  };
}
