export interface Tree<T> {
  readonly value: T;
  readonly children: readonly Tree<T>[];
}

interface Frame<T, R> {
  readonly tree: Tree<T>;
  readonly below: R[];
}

export function foldTree<T, R>(
  tree: Tree<T>,
  fold: (value: T, below: readonly R[], depth: number) => R,
): R {
  const open: Frame<T, R>[] = [{ tree, below: [] }];
  for (;;) {
    const frame = open[open.length - 1] ?? { tree, below: [] };
    const child = frame.tree.children[frame.below.length];
    if (child !== undefined) {
      open.push({ tree: child, below: [] });
      continue;
    }
    open.pop();
    const result = fold(frame.tree.value, frame.below, open.length);
    const parent = open[open.length - 1];
    if (parent === undefined) return result;
    parent.below.push(result);
  }
}
