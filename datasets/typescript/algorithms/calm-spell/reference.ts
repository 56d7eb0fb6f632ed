export function calmSpell(
  winds: readonly number[],
  spread: number,
): readonly [start: number, length: number] {
  let best: readonly [number, number] = [0, 0];
  for (let start = 0; start < winds.length; start += 1) {
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (let end = start; end < winds.length; end += 1) {
      least = Math.min(least, winds[end] ?? 0);
      most = Math.max(most, winds[end] ?? 0);
      if (most - least > spread) break;
      if (end - start + 1 > best[1]) best = [start, end - start + 1];
    }
  }
  return best;
}
