import { createBoundedMap } from "./bounded-map.ts";

/** A pure function of a text that is asked about the same few texts again and again: works each out once. */
export function rememberLately<Value>(
  read: (text: string) => Value,
  capacity = 8,
): (text: string) => Value {
  const lately = createBoundedMap<{ readonly value: Value }>(capacity);
  return (text) => {
    const known = lately.get(text);
    if (known !== undefined) return known.value;
    const value = read(text);
    lately.set(text, { value });
    return value;
  };
}
