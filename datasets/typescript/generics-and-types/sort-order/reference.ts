export type Order<T> = {
  readonly by: (item: T) => string | number | undefined;
  readonly direction?: "up" | "down";
};

export function sortedBy<T>(items: readonly T[], ...orders: readonly Order<T>[]): readonly T[] {
  return [...items].sort((one, other) => {
    for (const { by, direction } of orders) {
      const found = compare(by(one), by(other), direction === "down" ? -1 : 1);
      if (found !== 0) return found;
    }
    return 0;
  });
}

type Value = string | number | undefined;

function compare(one: Value, other: Value, sign: number): number {
  if (one === undefined || other === undefined) {
    return Number(one === undefined) - Number(other === undefined);
  }
  if (typeof one !== typeof other) return typeof one === "number" ? -sign : sign;
  if (one === other) return 0;
  return one < other ? -sign : sign;
}
