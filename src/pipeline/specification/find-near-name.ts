/** The name among `names` that `name` may have meant: at most a third of its letters differ. */
export function findNearName(name: string, names: readonly string[]): string | undefined {
  const wanted = name.toLowerCase();
  let [best, least]: [string | undefined, number] = [undefined, Math.ceil(wanted.length / 3) + 1];
  for (const candidate of names) {
    // Names much longer or shorter are not near, and would take long to compare.
    if (Math.abs(candidate.length - wanted.length) >= least) continue;
    const edits = countEdits(wanted, candidate.toLowerCase());
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}

/** Letters to insert, remove or replace. @see https://en.wikipedia.org/wiki/Levenshtein_distance */
function countEdits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
