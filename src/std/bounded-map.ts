/** A memory of values by key that forgets the oldest when it is full. */
export interface BoundedMap<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

/** Remembers at most `capacity` values. */
export function createBoundedMap<Value>(capacity: number): BoundedMap<Value> {
  const values = new Map<string, Value>();
  return {
    get: (key) => values.get(key),
    set(key, value) {
      const [oldest] = values.keys();
      if (values.size >= capacity && !values.has(key) && oldest !== undefined)
        values.delete(oldest);
      values.set(key, value);
    },
  };
}
