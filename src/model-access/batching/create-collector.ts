import type { Clock } from "../../ports/clock.ts";

export interface CollectorOptions<Item> {
  readonly clock: Clock;
  /** When nothing new has come for so long, what is there is one batch. */
  readonly quietMs: number;
  readonly maxRequests: number;
  readonly maxBytes: number;
  readonly onBatch: (items: readonly Item[]) => void;
}

export interface Collector<Item> {
  add(item: Item): void;
  /** Whether it was still there. */
  remove(item: Item): boolean;
}

/** Requests that go on coming do not hold back the first of them for longer than so many times `quietMs`. */
const PATIENCE = 10;

/** Gathers requests until it is quiet, or a batch is full. */
export function createCollector<Item extends { readonly bytes: number }>(
  options: CollectorOptions<Item>,
): Collector<Item> {
  const { clock, quietMs, maxRequests, maxBytes, onBatch } = options;
  const items = new Set<Item>();
  let bytes = 0;
  let latestAt = 0;
  let waiting: AbortController | undefined;

  const flush = (): void => {
    waiting?.abort();
    waiting = undefined;
    const batch = [...items];
    items.clear();
    bytes = 0;
    if (batch.length > 0) onBatch(batch);
  };

  const flushWhenQuiet = async (signal: AbortSignal): Promise<void> => {
    const startedAt = clock.elapsed();
    while (true) {
      const quietUntil = Math.min(latestAt + quietMs, startedAt + PATIENCE * quietMs);
      const leftMs = quietUntil - clock.elapsed();
      if (leftMs <= 0) break;
      await clock.sleep(leftMs, signal);
    }
    flush();
  };

  return {
    add(item) {
      if (items.size > 0 && bytes + item.bytes > maxBytes) flush();
      items.add(item);
      bytes += item.bytes;
      latestAt = clock.elapsed();
      if (items.size >= maxRequests) return flush();
      if (waiting !== undefined) return;
      const stop = new AbortController();
      waiting = stop;
      flushWhenQuiet(stop.signal).catch((error: unknown) => {
        // A batch that is full, or empty again, ends the waiting.
        if (!stop.signal.aborted) throw error;
      });
    },
    remove(item) {
      if (!items.delete(item)) return false;
      bytes -= item.bytes;
      if (items.size === 0) {
        waiting?.abort();
        waiting = undefined;
      }
      return true;
    },
  };
}
