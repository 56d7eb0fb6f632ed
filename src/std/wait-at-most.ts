/** The longest time a timer can be set to; above it, timers fire at once. */
export const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

export interface WaitLimits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** Makes what is thrown when the time is over. */
  readonly onTimeout: () => Error;
}

/**
 * Waits for `work`, but no longer than the limits say. Ends the waiting, not the work: the caller cancels that.
 *
 * @throws what `work` rejects with, what `onTimeout` makes, or `limits.signal.reason`, whichever is first.
 */
export async function waitAtMost<T>(work: PromiseLike<T>, limits: WaitLimits): Promise<T> {
  const { signal, onTimeout } = limits;
  const timeout = AbortSignal.timeout(Math.min(limits.timeoutMs, LONGEST_TIMEOUT_MS));
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const abort = (): void => reject(signal?.reason);
  const expire = (): void => reject(onTimeout());
  // Listeners of their own, not `AbortSignal.any`: a listener keeps a timeout alive, the composite does not.
  timeout.addEventListener("abort", expire);
  signal?.addEventListener("abort", abort);
  if (signal?.aborted === true) abort();
  work.then(resolve, reject);
  try {
    return await promise;
  } finally {
    timeout.removeEventListener("abort", expire);
    signal?.removeEventListener("abort", abort);
  }
}
