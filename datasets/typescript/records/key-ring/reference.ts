export function keyHolders(
  rings: Readonly<Record<string, readonly string[]>>,
  door: string,
): readonly string[] {
  const opens = (key: string): boolean =>
    key.endsWith("*") ? door.startsWith(key.slice(0, -1)) : key === door;
  return Object.keys(rings)
    .filter((person) => rings[person]?.some(opens))
    .sort();
}
