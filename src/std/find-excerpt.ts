import { escapePattern } from "./escape-pattern.ts";

/** Where an excerpt stands in a text: half-open, in UTF-16 units. */
export interface Excerpt {
  readonly start: number;
  readonly end: number;
}

/** Longer excerpts are no excerpts, and would take long to look for. */
const LONGEST = 2000;

/**
 * Where `excerpt` occurs in `text`, layout aside: what is blank in one must be blank in the other, however much. Of
 * several places the one nearest to `near` is taken.
 */
export function findExcerpt(text: string, excerpt: string, near = 0): Excerpt | undefined {
  const words = excerpt.trim().split(/\s+/);
  if (words[0] === "" || excerpt.length > LONGEST) return undefined;
  const pattern = new RegExp(words.map(escapePattern).join("\\s+"), "g");
  let best: Excerpt | undefined;
  for (const { index, 0: found } of text.matchAll(pattern)) {
    if (best !== undefined && Math.abs(best.start - near) <= Math.abs(index - near)) continue;
    best = { start: index, end: index + found.length };
  }
  return best;
}
