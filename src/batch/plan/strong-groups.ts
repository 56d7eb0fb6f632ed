/**
 * Strongly connected groups of a graph (Tarjan's algorithm, without recursion, so that a chain of any length can be
 * read). A group comes after all groups that it leads to.
 */
export function strongGroups(
  nodes: readonly string[],
  targetsOf: (node: string) => readonly string[],
): readonly (readonly string[])[] {
  const groups: string[][] = [];
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const lower = (node: string, to: number): void =>
    void low.set(node, Math.min(low.get(node) ?? to, to));
  const enter = (node: string): Visit => {
    order.set(node, order.size);
    lower(node, order.size - 1);
    stack.push(node);
    onStack.add(node);
    return { node, targets: targetsOf(node), next: 0 };
  };

  for (const root of nodes) {
    if (order.has(root)) continue;
    const visits = [enter(root)];
    for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
      const target = visit.targets[visit.next];
      visit.next += 1;
      if (target !== undefined) {
        const seen = order.get(target);
        if (seen === undefined) visits.push(enter(target));
        else if (onStack.has(target)) lower(visit.node, seen);
        continue;
      }
      visits.pop();
      const parent = visits.at(-1);
      const reached = low.get(visit.node) ?? 0;
      if (parent !== undefined) lower(parent.node, reached);
      if (reached !== order.get(visit.node)) continue;
      const members = stack.splice(stack.lastIndexOf(visit.node));
      for (const member of members) onStack.delete(member);
      groups.push(members);
    }
  }
  return groups;
}

interface Visit {
  readonly node: string;
  readonly targets: readonly string[];
  next: number;
}
