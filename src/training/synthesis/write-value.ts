/** Plain values as expressions, in the one spelling that a run gives them back in. */

/** What tasks speak of. */
export type Value =
  | undefined
  | null
  | boolean
  | number
  | string
  | readonly Value[]
  | { readonly [key: string]: Value };

export type ValueRecord = Readonly<Record<string, Value>>;

export const isValueRecord = (value: Value): value is ValueRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Keys are sorted: their order is no part of what is equal. */
export function writeValue(value: Value): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" && Object.is(value, -0)) return "-0";
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(writeValue).join(", ")}]`;
  if (!isValueRecord(value)) return `${value}`;
  const members = Object.entries(value).map(
    ([key, held]) => `${writeKey(key)}: ${writeValue(held)}`,
  );
  return members.length === 0 ? "{}" : `{ ${members.toSorted().join(", ")} }`;
}

const writeKey = (key: string): string =>
  /^[A-Za-z_$][\w$]*$/u.test(key) ? key : JSON.stringify(key);

/** In the order in which it is held, for a call that people read. */
export function writeArgument(value: Value): string {
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(writeArgument).join(", ")}]`;
  if (!isValueRecord(value)) return writeValue(value);
  const members = Object.entries(value).map(
    ([key, held]) => `${writeKey(key)}: ${writeArgument(held)}`,
  );
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}
