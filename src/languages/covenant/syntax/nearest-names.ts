import { distance } from "fastest-levenshtein";

/** Longer names are no slips of the finger, and costly to compare. */
const LONGEST = 64;

/** Up to three of `known` that `name` may have meant, nearest first. */
export function nearestNames(name: string, known: Iterable<string>): readonly string[] {
  if (name.length > LONGEST) return [];
  const limit = Math.max(1, Math.floor(name.length / 3));
  const near: { readonly candidate: string; readonly away: number }[] = [];
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) > limit) continue;
    const away = distance(name.toLowerCase(), candidate.toLowerCase());
    if (away <= limit) near.push({ candidate, away });
  }
  return near
    .toSorted(
      (left, right) => left.away - right.away || (left.candidate < right.candidate ? -1 : 1),
    )
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}
