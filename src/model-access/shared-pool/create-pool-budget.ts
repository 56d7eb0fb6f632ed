import { Fault } from "../../domain/fault.ts";
import { toUsd } from "../../domain/price.ts";
import type { PoolState, SharedPool } from "../../ports/batch-store.ts";
import type { Budget, Reservation } from "../../ports/budget.ts";
import type { Clock } from "../../ports/clock.ts";
import { formatExactUsd } from "../../std/format-usd.ts";
import { createBudget } from "../money/create-budget.ts";
import { exceeded } from "../money/exceeded.ts";

export interface PoolBudgetOptions {
  readonly pool: SharedPool;
  readonly clock: Clock;
  readonly batchId: string;
  readonly jobId: string;
  /** Which taking of the job pays. */
  readonly delivery: number;
  /** What the pool was opened with. */
  readonly capNanoUsd: number | undefined;
  /** Whether calls that were on their way when a worker was lost are given again without being charged again. */
  readonly keepsAnswersByKey: boolean;
  /** How long calls of other workers may hold the money. @default 600_000 */
  readonly patienceMs?: number | undefined;
  /** Hears that a call has to wait for money; nano-dollars of its worst case. @default nobody */
  readonly onWait?: ((nanoUsd: number) => void) | undefined;
}

export interface PoolBudget extends Budget {
  /**
   * Resolves when all that was settled stands in the pool. Before an answer is kept, and before a job is ended or
   * released.
   *
   * @throws {Fault} what the store said to one of them.
   */
  flush(): Promise<void>;
}

const DEFAULT_PATIENCE_MS = 600_000;
/** Pauses between two questions whether the money has come free. */
const PAUSE_MS = { first: 50, growth: 1.5, last: 2000 } as const;

/**
 * The money of a batch, which all workers share, as the budget of one taking of a job. What earlier takings left open
 * is closed first. `foresee`, and the figures, are from the last time that the pool was looked at.
 */
export async function createPoolBudget(options: PoolBudgetOptions): Promise<PoolBudget> {
  const { pool, clock, batchId, jobId, delivery, capNanoUsd, keepsAnswersByKey } = options;
  const { patienceMs = DEFAULT_PATIENCE_MS, onWait = () => undefined } = options;
  if (delivery > 1) {
    await pool.closeLost(batchId, { jobId, before: delivery, isPaid: !keepsAnswersByKey });
  }
  let known: PoolState = await pool.state(batchId);
  /** Settlements on their way, one after the other. */
  let settling: Promise<unknown> = Promise.resolve();
  const failures: unknown[] = [];

  const unspent = (): number => (capNanoUsd ?? Number.POSITIVE_INFINITY) - known.spentNanoUsd;
  const count = (spent: number, reserved: number): void => {
    known = {
      ...known,
      spentNanoUsd: known.spentNanoUsd + spent,
      reservedNanoUsd: Math.max(0, known.reservedNanoUsd + reserved),
    };
  };

  const hold = (id: string, nanoUsd: number): Reservation => {
    let isSettled = false;
    count(0, nanoUsd);
    return {
      nanoUsd,
      settle(used) {
        if (isSettled) return;
        isSettled = true;
        count(used, -nanoUsd);
        settling = settling
          .then(() => pool.settle(id, used))
          .catch((error: unknown) => void failures.push(error));
      },
    };
  };

  const budget: PoolBudget = {
    capNanoUsd,
    isLimited: capNanoUsd !== undefined,
    get spentNanoUsd() {
      return known.spentNanoUsd;
    },
    get reservedNanoUsd() {
      return known.reservedNanoUsd;
    },
    foresee(nanoUsd) {
      if (nanoUsd > unspent()) return "never";
      return nanoUsd > unspent() - known.reservedNanoUsd ? "later" : "now";
    },
    async reserve(nanoUsd, signal) {
      const until = clock.elapsed() + patienceMs;
      for (let pauseMs: number = PAUSE_MS.first, isFirst = true; ; isFirst = false) {
        signal?.throwIfAborted();
        // What is settled here comes free first.
        await settling;
        const grant = await pool.reserve(batchId, { jobId, delivery, nanoUsd });
        if (grant.kind === "granted") return hold(grant.reservation, nanoUsd);
        known = await pool.state(batchId);
        if (grant.kind === "never") throw exceeded(nanoUsd, unspent(), "the batch");
        if (isFirst) onWait(nanoUsd);
        const leftMs = until - clock.elapsed();
        if (leftMs <= 0) throw heldTooLong(nanoUsd, patienceMs);
        await clock.sleep(Math.min(pauseMs, leftMs), signal);
        pauseMs = Math.min(PAUSE_MS.last, pauseMs * PAUSE_MS.growth);
      }
    },
    // What an earlier taking spent stands in the pool already.
    charge() {},
    open: (cap) => createBudget({ capNanoUsd: cap, what: "the task" }, budget),
    async flush() {
      await settling;
      if (failures.length > 0) throw failures.shift();
    },
  };
  return budget;
}

const heldTooLong = (nanoUsd: number, patienceMs: number): Fault =>
  new Fault(
    "budget/exceeded",
    `Cannot make the next call: for ${Math.ceil(patienceMs / 1000)} s calls of other workers have held the money that it may cost, ${formatExactUsd(toUsd(nanoUsd))}`,
    {
      help: "Raise the limit, or let fewer workers share it",
      details: { wantedUsd: toUsd(nanoUsd) },
    },
  );
