/** Where verdicts are kept that need not be found again. */

export interface KeptVerdict {
  /** The verdict as JSON. */
  readonly text: string;
  /** Wall time in ms at which it was found. */
  readonly storedAt: number;
}

export interface VerdictStoreStats {
  readonly entries: number;
  readonly bytes: number;
  readonly maxBytes: number;
  /** How often a kept verdict was given, of those that are kept still. */
  readonly uses: number;
}

/** A store that fails never fails a check: it says nothing is there. */
export interface VerdictStore extends Disposable {
  /** `key` is the SHA-256 of all that a verdict follows from. */
  get(key: string): KeptVerdict | undefined;
  /** The verdicts that were used longest ago make room. */
  put(key: string, kept: KeptVerdict): void;
  stats(): VerdictStoreStats;
  /** Forgets all of them and gives the space back. Returns how many there were. */
  clear(): number;
}
