import type { NextTokens } from "../../ports/token-access.ts";

/** Code repeats itself: what is as long as this and comes again weighs nothing yet. */
const FREE_REPEAT = 12;
/** What each token more of it, each time that it came before, leaves of a likelihood. */
const LEFT = 0.85;
const LONGEST_REPEAT = 40;

/**
 * What the model would write, less of what would only go on with a long phrase that stands in the text already: small
 * models fall into saying the same for ever, and no grammar keeps them from it.
 */
export function tireOfRepeats(next: NextTokens, text: readonly number[]): NextTokens {
  const repeats = countRepeats(text);
  if (repeats.size === 0) return next;
  const tired = next.tokens.map((token, at) => ({
    token,
    probability: (next.probabilities[at] ?? 0) * LEFT ** (repeats.get(token) ?? 0),
  }));
  tired.sort((a, b) => b.probability - a.probability);
  return {
    tokens: tired.map(({ token }) => token),
    probabilities: tired.map(({ probability }) => probability),
    isWhole: next.isWhole,
  };
}

/** For each token that has followed the same long phrase before: how many tokens too long, all times together. */
function countRepeats(text: readonly number[]): ReadonlyMap<number, number> {
  const repeats = new Map<number, number>();
  for (let place = text.length - 1; place > FREE_REPEAT; place -= 1) {
    const over = lengthBefore(text, place) - FREE_REPEAT;
    const token = text[place];
    if (over > 0 && token !== undefined) repeats.set(token, (repeats.get(token) ?? 0) + over);
  }
  return repeats;
}

/** How many tokens before `place` are those that the text ends with. */
function lengthBefore(text: readonly number[], place: number): number {
  let length = 0;
  while (
    length < LONGEST_REPEAT &&
    length < place &&
    text[place - 1 - length] === text[text.length - 1 - length]
  )
    length += 1;
  return length;
}
