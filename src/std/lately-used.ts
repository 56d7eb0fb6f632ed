/** A memory that forgets what was not asked for the longest, when it holds too much. */
export interface LatelyUsed<Value> {
  get(key: string): Value | undefined;
  /** `size` counts against the budget, in the caller's unit. */
  set(key: string, value: Value, size: number): void;
  /** Of all that is kept. */
  readonly size: number;
}

/** Keeps values of at most `budget` together; a value larger than that is not kept. */
export function createLatelyUsed<Value>(budget: number): LatelyUsed<Value> {
  const kept = new Map<string, { readonly value: Value; readonly size: number }>();
  let total = 0;
  const forget = (key: string): void => {
    total -= kept.get(key)?.size ?? 0;
    kept.delete(key);
  };
  return {
    get(key) {
      const found = kept.get(key);
      if (found === undefined) return undefined;
      // A map keeps the order in which keys were set: set anew, it is the youngest.
      kept.delete(key);
      kept.set(key, found);
      return found.value;
    },
    set(key, value, size) {
      forget(key);
      if (size > budget) return;
      kept.set(key, { value, size });
      total += size;
      for (const oldest of kept.keys()) {
        if (total <= budget) break;
        forget(oldest);
      }
    },
    get size() {
      return total;
    },
  };
}
