/** Names of things by their keys: two things that are called alike get `name #2`, `name #3`, in the order they come. */
export function uniqueNames(
  things: readonly { readonly name: string; readonly key: string }[],
): readonly string[] {
  const byKey = new Map<string, string>();
  const taken = new Set<string>();
  return things.map(({ name, key }) => {
    const known = byKey.get(key);
    if (known !== undefined) return known;
    let found = name;
    for (let count = 2; taken.has(found); count += 1) found = `${name} #${count}`;
    taken.add(found);
    byKey.set(key, found);
    return found;
  });
}
