export function lastKnown<T>(values: readonly (T | undefined)[], first: T): readonly T[] {
  let last = first;
  return values.map((value) => {
    if (value !== undefined) last = value;
    return last;
  });
}
