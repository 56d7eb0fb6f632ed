export interface Person {
  readonly name: string;
  readonly parents: readonly string[];
}

export function generations(
  people: readonly Person[],
): Readonly<Record<string, number>> | undefined {
  const names = new Set(people.map(({ name }) => name));
  const known = new Map<string, number>();
  let waiting = [...people];
  while (waiting.length > 0) {
    const later: Person[] = [];
    for (const person of waiting) {
      const parents = person.parents.filter((parent) => names.has(parent));
      const above = parents.map((parent) => known.get(parent));
      if (above.includes(undefined)) later.push(person);
      else known.set(person.name, Math.max(-1, ...above.map((each) => each ?? 0)) + 1);
    }
    if (later.length === waiting.length) return undefined;
    waiting = later;
  }
  return Object.fromEntries(known);
}
