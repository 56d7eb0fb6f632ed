import type { Clock } from "../../ports/clock.ts";

/** Lets so much through in a minute, evenly but for a small burst; slower after a refusal, faster with each success. */
export interface Bucket {
  /** In how many ms `amount` may be taken; `afterAmount` is taken before it. */
  waitMs(amount: number, afterAmount?: number): number;
  take(amount: number): void;
  /** What was taken and not used; below 0 for what was used and not taken. */
  giveBack(amount: number): void;
  /** Halves the pace. */
  slowDown(): void;
  /** Lets `amount` more through in a minute, up to the limit. */
  speedUp(amount: number): void;
}

const MINUTE_MS = 60_000;
/** Share of the limit that may go at once. */
const BURST = 0.05;
/** Where no limit is known, refusals slow down no further: how long to wait is then the provider's to say. */
const LOWEST_UNTOLD = 30;
/** Rounding must not cost a wait. */
const EPSILON = 1e-6;

/**
 * A token bucket. It holds a twentieth of `perMinute`, at least 1, and is refilled with the rest in a minute: so in any
 * minute no more than `perMinute` goes. One amount larger than the bucket goes when it is full, and leaves a debt: then
 * it is `perMinute` and that amount at most. `undefined` is no limit until the first `slowDown`, which takes what went
 * in the last minute for the limit, and lifts it once twice of that goes well.
 *
 * The pace is halved and grows by what goes well: additive increase, multiplicative decrease.
 *
 * @see https://doi.org/10.1016/0169-7552(89)90019-6 Chiu and Jain 1989, on AIMD
 */
export function createBucket(perMinute: number | undefined, clock: Clock): Bucket {
  const limit = perMinute ?? Number.POSITIVE_INFINITY;
  const lowest = perMinute === undefined ? LOWEST_UNTOLD : Math.max(1, perMinute / 64);
  const sent = createMinuteCounter(clock);
  let pace = limit;
  /** The pace at the last refusal. */
  let refused = limit;
  let level = sizeFor(limit);
  let refilledAt = clock.elapsed();

  const refill = (): void => {
    const now = clock.elapsed();
    if (Number.isFinite(pace))
      level = Math.min(sizeFor(pace), level + (now - refilledAt) * refillFor(pace));
    refilledAt = now;
  };

  return {
    waitMs(amount, afterAmount = 0) {
      if (!Number.isFinite(pace)) return 0;
      refill();
      const missing = Math.min(amount, sizeFor(pace)) + afterAmount - level;
      return missing <= EPSILON ? 0 : Math.ceil(missing / refillFor(pace));
    },
    take(amount) {
      sent.add(amount);
      refill();
      if (Number.isFinite(pace)) level -= amount;
    },
    giveBack(amount) {
      refill();
      if (Number.isFinite(pace)) level = Math.min(sizeFor(pace), level + amount);
    },
    slowDown() {
      refill();
      refused = Number.isFinite(pace) ? pace : Math.max(2, sent.count());
      pace = Math.max(lowest, refused / 2);
      level = Math.min(sizeFor(pace), level);
    },
    speedUp(amount) {
      if (pace === limit) return;
      refill();
      pace = Math.min(limit, pace + amount);
      if (!Number.isFinite(limit) && pace >= refused * 2) pace = limit;
    },
  };
}

const sizeFor = (pace: number): number => Math.max(1, pace * BURST);
const refillFor = (pace: number): number => Math.max(1, pace - sizeFor(pace)) / MINUTE_MS;

/** About how much came in the last minute: this minute, and the part of the one before that still counts. */
function createMinuteCounter(clock: Clock) {
  let start = clock.elapsed();
  let now = 0;
  let before = 0;
  const turnOver = (): void => {
    const minutes = Math.floor((clock.elapsed() - start) / MINUTE_MS);
    if (minutes === 0) return;
    before = minutes === 1 ? now : 0;
    now = 0;
    start += minutes * MINUTE_MS;
  };
  return {
    add(amount: number): void {
      turnOver();
      now += amount;
    },
    count(): number {
      turnOver();
      return now + before * (1 - (clock.elapsed() - start) / MINUTE_MS);
    },
  };
}
