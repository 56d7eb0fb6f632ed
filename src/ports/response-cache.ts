/** Where whole answers are kept by what was asked. */

import type { ModelResponse } from "../domain/model.ts";

export interface CachedResponse extends Omit<ModelResponse, "timeMs"> {
  /** Wall time in ms at which it was put in. */
  readonly storedAt: number;
}

/** A cache that fails never fails a call: it says nothing is there. Disposing writes what is not on the disk yet. */
export interface ResponseCache extends Disposable {
  /** `key` is the SHA-256 of `keyJson`, the canonical JSON of all that makes an answer what it is. */
  get(key: string): CachedResponse | undefined;
  put(key: string, keyJson: string, response: CachedResponse): void;
}

/** One kept answer, without its text. */
export interface CacheEntry {
  readonly key: string;
  readonly askedOf: string;
  /** Of the answer and of what was asked. */
  readonly bytes: number;
  /** Wall times in ms. */
  readonly storedAt: number;
  readonly usedAt: number;
  /** How often it was given instead of asking. */
  readonly uses: number;
}

export interface ResponseCacheStats {
  readonly entries: number;
  readonly bytes: number;
  readonly maxBytes: number;
  readonly ttlMs: number;
  /** Answers that were given instead of asking, by what is kept still. */
  readonly uses: number;
  /** Wall time in ms at which the oldest was put in; `undefined` where nothing is kept. */
  readonly oldestAt: number | undefined;
}

/** A response cache for those who look after it. */
export interface InspectableResponseCache extends ResponseCache {
  stats(): ResponseCacheStats;
  /** The answers that were put in or used last, newest first. */
  recent(count: number): readonly CacheEntry[];
  /** The canonical JSON that was asked, by the key or a beginning of it that only one has. */
  findKeyJson(key: string): string | undefined;
  /** Forgets all answers and gives the space back. Returns how many there were. */
  clear(): number;
}
