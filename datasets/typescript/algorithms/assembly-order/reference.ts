export interface Part {
  readonly name: string;
  readonly after: readonly string[];
}

export function assemblyOrder(parts: readonly Part[]): readonly string[] | undefined {
  const order: string[] = [];
  const left = new Map(parts.map((part) => [part.name, part.after]));
  while (left.size > 0) {
    const [next] = [...left]
      .filter(([, after]) => after.every((name) => order.includes(name)))
      .map(([name]) => name)
      .sort();
    if (next === undefined) return undefined;
    order.push(next);
    left.delete(next);
  }
  return order;
}
