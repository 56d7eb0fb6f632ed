/** Time, as the run sees it. */
export interface Clock {
  /** Wall time in ms since 1970, UTC. */
  now(): number;
  /** Monotonic time in ms, from any start. */
  elapsed(): number;
  /** Resolves after `ms`; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
