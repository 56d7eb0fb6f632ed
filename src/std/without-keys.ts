/** The same object, but for these of its keys. */
export const withoutKeys = <T extends object, Key extends keyof T & string>(
  value: T,
  keys: readonly Key[],
): Omit<T, Key> =>
  Object.fromEntries(
    Object.entries(value).filter(([key]) => !(keys as readonly string[]).includes(key)),
  ) as Omit<T, Key>;
