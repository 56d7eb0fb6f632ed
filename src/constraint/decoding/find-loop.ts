/** Longer phrases that come again are mostly meant. */
const LONGEST_PERIOD = 20;
const LEAST_REPEATS = 8;
const LEAST_TOKENS = 40;

/**
 * Where a text began to say the same again and again, without a word in between; `undefined` where it does not. Small
 * models fall into that, and no grammar keeps them from it.
 */
export function findLoop(tokens: readonly number[]): number | undefined {
  for (let period = 1; period <= LONGEST_PERIOD; period += 1) {
    const length = Math.max(LEAST_TOKENS, period * LEAST_REPEATS);
    const from = tokens.length - length;
    if (from < 0 || tokens[tokens.length - 1] !== tokens[tokens.length - 1 - period]) continue;
    let at = tokens.length - 1;
    while (at - period >= from && tokens[at] === tokens[at - period]) at -= 1;
    if (at - period < from) return from + period;
  }
  return undefined;
}
