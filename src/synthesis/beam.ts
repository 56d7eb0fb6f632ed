import { byRank, type Expression } from "./expression.ts";

/** Keeps the best expressions of each kind: so that one way to write something does not crowd out the others. */
export interface Beam {
  /** Whether it was kept; `false` too where the same text is there. */
  add(expression: Expression): boolean;
  /** All that are kept, best first. */
  list(): readonly Expression[];
}

/** Keeps `most` expressions of each key. */
export function createBeam(most: number, keyOf: (expression: Expression) => string): Beam {
  const kept = new Map<string, Expression[]>();
  const texts = new Map<string, Expression>();
  let sorted: readonly Expression[] | undefined;
  return {
    add(expression) {
      if (texts.has(expression.text)) return false;
      const key = keyOf(expression);
      const rivals = kept.get(key) ?? [];
      const last = rivals.at(-1);
      if (rivals.length >= most && last !== undefined && byRank(expression, last) >= 0)
        return false;
      rivals.push(expression);
      rivals.sort(byRank);
      const dropped = rivals.length > most ? rivals.pop() : undefined;
      kept.set(key, rivals);
      texts.set(expression.text, expression);
      if (dropped !== undefined) texts.delete(dropped.text);
      sorted = undefined;
      return true;
    },
    list() {
      sorted ??= [...texts.values()].sort(byRank);
      return sorted;
    },
  };
}
