export function registerBy<T, K extends string | number>(
  items: readonly T[],
  keyOf: (item: T) => K | undefined,
): ReadonlyMap<K, T> {
  const register = new Map<K, T>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    if (register.has(key) && !Object.is(register.get(key), item)) {
      const error = new Error(`there are two items with the key ${key}`);
      error.name = "DuplicateKey";
      throw error;
    }
    register.set(key, item);
  }
  return register;
}
