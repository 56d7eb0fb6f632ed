import { LONGEST_TIMEOUT_MS, type WaitLimits } from "./wait-at-most.ts";

/** Waits for one thing after the other, for each as long as the limits say, with one timer for all of them. */
export interface Patience {
  /**
   * Waits for `work`; the one before must be over. Ends the waiting, not the work.
   *
   * @throws what `work` rejects with, what `onTimeout` makes, or the signal's reason, whichever is first.
   */
  wait<T>(work: PromiseLike<T>): Promise<T>;
  /** Nothing is waited for any more. */
  end(): void;
}

/** `waitAtMost` for a stream: a timer and a listener for each of its chunks would cost more than the chunk. */
export function createPatience({ timeoutMs, signal, onTimeout }: WaitLimits): Patience {
  let refuse: ((reason: unknown) => void) | undefined;
  let since = 0;
  let timer: AbortSignal | undefined;

  const arm = (ms: number): void => {
    timer = AbortSignal.timeout(Math.min(Math.ceil(ms), LONGEST_TIMEOUT_MS));
    timer.addEventListener("abort", look);
  };
  const look = (): void => {
    timer = undefined;
    if (refuse === undefined) return;
    const leftMs = since + timeoutMs - performance.now();
    if (leftMs > 0) arm(leftMs);
    else refuse(onTimeout());
  };
  const abort = (): void => refuse?.(signal?.reason);
  signal?.addEventListener("abort", abort);

  return {
    async wait(work) {
      signal?.throwIfAborted();
      const { promise, resolve, reject } = Promise.withResolvers<Awaited<typeof work>>();
      refuse = reject;
      since = performance.now();
      if (timer === undefined) arm(timeoutMs);
      work.then(resolve as never, reject);
      try {
        return await (promise as Promise<never>);
      } finally {
        refuse = undefined;
      }
    },
    end() {
      timer?.removeEventListener("abort", look);
      signal?.removeEventListener("abort", abort);
    },
  };
}
