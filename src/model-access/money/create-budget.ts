import type { Budget, Reservation } from "../../ports/budget.ts";
import { exceeded } from "./exceeded.ts";

interface Waiter {
  readonly nanoUsd: number;
  readonly wake: () => void;
  readonly refuse: (error: unknown) => void;
}

export interface CreateBudgetOptions {
  /** Nano-dollars that may be spent in all. @default no limit */
  readonly capNanoUsd?: number | undefined;
  /** What the limit is on, for messages. @default "the command" */
  readonly what?: string | undefined;
}

/**
 * A pool of money. What is spent and what is reserved never exceed the cap together: who asks for more than is free
 * waits in line until others have settled, and is refused when even that could not help. Only a provider that bills
 * more than the worst case can break that: the truth is counted, and whoever asks next is refused.
 *
 * A part of a pool holds its own money first and then the pool's, always in this order, so that nobody waits for
 * somebody who waits for them.
 */
export function createBudget(options: CreateBudgetOptions = {}, parent?: Budget): Budget {
  const { capNanoUsd, what = "the command" } = options;
  const waiters: Waiter[] = [];
  let spent = 0;
  let reserved = 0;

  const unspent = (): number => (capNanoUsd ?? Number.POSITIVE_INFINITY) - spent;
  const fits = (nanoUsd: number): boolean => nanoUsd <= unspent() - reserved;

  const foresee = (nanoUsd: number): "now" | "later" | "never" => {
    if (nanoUsd > unspent()) return "never";
    const outer = parent?.foresee(nanoUsd) ?? "now";
    return outer === "now" && (waiters.length > 0 || !fits(nanoUsd)) ? "later" : outer;
  };

  /** Money came free, or was spent: those first in line whose turn it is go on, those for whom it is too late end. */
  const serve = (): void => {
    for (let next = waiters[0]; next !== undefined; next = waiters[0]) {
      if (next.nanoUsd > unspent()) next.refuse(exceeded(next.nanoUsd, unspent(), what));
      else if (fits(next.nanoUsd)) next.wake();
      else return;
      waiters.shift();
    }
  };

  /** `undefined` when it is held at once. */
  const hold = (nanoUsd: number, signal: AbortSignal | undefined): Promise<void> | undefined => {
    signal?.throwIfAborted();
    if (nanoUsd > unspent()) throw exceeded(nanoUsd, unspent(), what);
    if (waiters.length === 0 && fits(nanoUsd)) {
      reserved += nanoUsd;
      return undefined;
    }
    return new Promise<void>((resolve, reject) => {
      const leave = (): void => {
        waiters.splice(waiters.indexOf(waiter), 1);
        reject(signal?.reason);
        serve();
      };
      const waiter: Waiter = {
        nanoUsd,
        wake() {
          signal?.removeEventListener("abort", leave);
          reserved += nanoUsd;
          resolve();
        },
        refuse(error) {
          signal?.removeEventListener("abort", leave);
          reject(error);
        },
      };
      waiters.push(waiter);
      signal?.addEventListener("abort", leave, { once: true });
    });
  };

  const release = (held: number, used: number): void => {
    reserved -= held;
    spent += used;
    serve();
  };

  const budget: Budget = {
    capNanoUsd,
    isLimited: capNanoUsd !== undefined || parent?.isLimited === true,
    foresee,
    get spentNanoUsd() {
      return spent;
    },
    get reservedNanoUsd() {
      return reserved;
    },
    async reserve(nanoUsd, signal) {
      // Without a detour where nothing is waited for: what `foresee` said is still true then.
      const waiting = hold(nanoUsd, signal);
      if (waiting !== undefined) await waiting;
      let outer: Reservation | undefined;
      try {
        outer = await parent?.reserve(nanoUsd, signal);
      } catch (error) {
        release(nanoUsd, 0);
        throw error;
      }
      let isSettled = false;
      return {
        nanoUsd,
        settle(used) {
          if (isSettled) return;
          isSettled = true;
          release(nanoUsd, used);
          outer?.settle(used);
        },
      };
    },
    charge(nanoUsd) {
      release(0, nanoUsd);
    },
    open: (cap) => createBudget({ capNanoUsd: cap, what: "the task" }, budget),
  };
  return budget;
}
