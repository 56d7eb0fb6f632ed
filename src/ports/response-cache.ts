/** Where whole answers are kept by what was asked. */

import type { FinishReason, TokenUsage } from "../domain/model.ts";

export interface CachedResponse {
  readonly text: string;
  readonly finishReason: FinishReason;
  readonly usage: TokenUsage;
  readonly askedOf: string;
  readonly answeredBy: string;
  readonly warnings: readonly string[];
  /** Wall time in ms at which it was put in. */
  readonly storedAt: number;
}

/** A cache that fails never fails a call: it says nothing is there. */
export interface ResponseCache extends AsyncDisposable {
  /** `key` is the SHA-256 of `keyJson`, the canonical JSON of all that makes an answer what it is. */
  get(key: string): CachedResponse | undefined;
  put(key: string, keyJson: string, response: CachedResponse): void;
}
