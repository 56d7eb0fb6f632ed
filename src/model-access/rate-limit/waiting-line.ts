/** Who waits for a turn, first come, first served. */
export interface WaitingLine {
  readonly length: number;
  /** What all who wait want together. */
  readonly wanted: number;
  /** What the first in line wants; `undefined` where nobody waits. */
  readonly first: number | undefined;
  /** Stands at the end; `onCome` is called when it is its turn. */
  join(wanted: number, onCome: () => void, signal: AbortSignal | undefined): Place;
  /** It is the turn of the first in line. */
  callFirst(): void;
  /** All who wait are sent away. */
  refuseAll(error: unknown): void;
}

export interface Place {
  /** Resolves when it is its turn; rejects with the signal's reason, or when it is refused. */
  readonly come: Promise<void>;
  /** Goes away without a turn; nothing where it had one. */
  leave(): void;
}

interface Waiter {
  readonly wanted: number;
  readonly call: () => void;
  readonly refuse: (error: unknown) => void;
}

/** A line with nobody in it; `onLeave` is called when somebody went away without a turn. */
export function createWaitingLine(onLeave: () => void): WaitingLine {
  const waiters = new Set<Waiter>();
  let wantedByAll = 0;

  const remove = (waiter: Waiter): boolean => {
    const wasThere = waiters.delete(waiter);
    if (wasThere) wantedByAll -= waiter.wanted;
    return wasThere;
  };
  const findFirst = (): Waiter | undefined => waiters.values().next().value;

  return {
    get length() {
      return waiters.size;
    },
    get wanted() {
      return wantedByAll;
    },
    get first() {
      return findFirst()?.wanted;
    },
    join(wanted, onCome, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const leave = (): void => {
        waiter.refuse(signal?.reason);
        if (remove(waiter)) onLeave();
      };
      const waiter: Waiter = {
        wanted,
        call() {
          signal?.removeEventListener("abort", leave);
          onCome();
          resolve();
        },
        refuse(error) {
          signal?.removeEventListener("abort", leave);
          reject(error);
        },
      };
      // Whoever leaves before awaiting it must not bring the process down.
      promise.catch(() => undefined);
      signal?.addEventListener("abort", leave, { once: true });
      waiters.add(waiter);
      wantedByAll += wanted;
      return { come: promise, leave };
    },
    callFirst() {
      const first = findFirst();
      if (first === undefined) return;
      remove(first);
      first.call();
    },
    refuseAll(error) {
      for (const waiter of waiters) {
        remove(waiter);
        waiter.refuse(error);
      }
    },
  };
}
