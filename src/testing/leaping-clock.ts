import type { Clock } from "../ports/clock.ts";

export interface LeapingClock extends Clock {
  /** How many sleep right now. */
  readonly sleepers: number;
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/**
 * A clock that leaps to the next sleeper's time as soon as nothing else is left to do: hours pass in no time. Sleepers
 * that are further away than `longestLeapMs` are left to sleep, such as timeouts around work that takes real time.
 */
export function createLeapingClock(
  startMs = Date.UTC(2026, 0, 1),
  longestLeapMs = Number.POSITIVE_INFINITY,
): LeapingClock {
  const sleepers = new Set<Sleeper>();
  let elapsed = 0;
  let isLeaping = false;

  const leap = (): void => {
    isLeaping = false;
    const [next] = [...sleepers].sort((a, b) => a.until - b.until);
    if (next === undefined || next.until - elapsed > longestLeapMs) return;
    elapsed = Math.max(elapsed, next.until);
    next.wake();
    leapLater();
  };

  const leapLater = (): void => {
    if (isLeaping) return;
    isLeaping = true;
    // After all that is to be done at this time.
    setImmediate(leap);
  };

  return {
    get sleepers() {
      return sleepers.size;
    },
    now: () => startMs + elapsed,
    elapsed: () => elapsed,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      await new Promise<void>((resolve, reject) => {
        const abort = (): void => {
          sleepers.delete(sleeper);
          reject(signal?.reason as Error);
        };
        const sleeper: Sleeper = {
          until: elapsed + ms,
          wake() {
            sleepers.delete(sleeper);
            signal?.removeEventListener("abort", abort);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal?.addEventListener("abort", abort, { once: true });
        leapLater();
      });
    },
  };
}
