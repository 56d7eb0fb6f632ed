/** What is still to be tried, cheapest first; of equals what came first. */
export interface Frontier<Item> {
  add(rank: number, item: Item): void;
  /** Takes the cheapest out. */
  next(): { readonly rank: number; readonly item: Item } | undefined;
}

interface Entry<Item> {
  readonly rank: number;
  readonly order: number;
  readonly item: Item;
}

/** An empty frontier: a binary heap. */
export function createFrontier<Item>(): Frontier<Item> {
  const heap: Entry<Item>[] = [];
  let count = 0;
  const isBefore = (a: number, b: number): boolean => {
    const [one, other] = [heap[a], heap[b]];
    if (one === undefined || other === undefined) return one !== undefined;
    return one.rank < other.rank || (one.rank === other.rank && one.order < other.order);
  };
  const swap = (a: number, b: number): void => {
    const [one, other] = [heap[a], heap[b]];
    if (one === undefined || other === undefined) return;
    heap[a] = other;
    heap[b] = one;
  };
  return {
    add(rank, item) {
      count += 1;
      heap.push({ rank, order: count, item });
      for (let at = heap.length - 1; at > 0; ) {
        const parent = (at - 1) >> 1;
        if (!isBefore(at, parent)) break;
        swap(at, parent);
        at = parent;
      }
    },
    next() {
      const [first] = heap;
      const last = heap.pop();
      if (first === undefined || last === undefined || heap.length === 0) return first;
      heap[0] = last;
      for (let at = 0; ; ) {
        const [left, right] = [2 * at + 1, 2 * at + 2];
        const child = right < heap.length && isBefore(right, left) ? right : left;
        if (child >= heap.length || !isBefore(child, at)) return first;
        swap(child, at);
        at = child;
      }
    },
  };
}
