import { createDraw } from "../../std/create-draw.ts";
import { hashRuns, hashTokens } from "./hash-tokens.ts";

/**
 * How many values a signature has. The share that two signatures agree on estimates how similar their texts are, with a
 * standard error of at most 1 / (2 · √120) = 4.6 points.
 */
export const SIGNATURE_LENGTH = 120;

/** Tokens that follow one another and are compared as one. */
const SHINGLE_TOKENS = 5;

const draw = createDraw(20_261_121);
const drawMasks = (): Uint32Array =>
  Uint32Array.from({ length: SIGNATURE_LENGTH }, () => Math.floor(draw() * 2 ** 32));
const MASKS = drawMasks();
/** Odd, so that multiplying loses nothing. */
const FACTORS = drawMasks().map((value) => value | 1);

/** What a text is compared by: all its runs of five tokens. */
export const shinglesOf = (text: string): Uint32Array =>
  hashRuns(hashTokens(text, { withMarks: true }), SHINGLE_TOKENS);

/**
 * The least value of each of 120 orders of the shingles: two sets share as large a part of these as of themselves,
 * but for chance.
 *
 * @see https://doi.org/10.1109/SEQUEN.1997.666900
 */
export function signatureOf(shingles: Uint32Array): Uint32Array {
  const least = new Uint32Array(SIGNATURE_LENGTH).fill(0xffff_ffff);
  for (let at = 0; at < SIGNATURE_LENGTH; at += 1) {
    const mask = MASKS[at] ?? 0;
    const factor = FACTORS[at] ?? 1;
    let smallest = 0xffff_ffff;
    // Shingles are mixed well already, so that a product's upper bits are in an order of their own.
    for (let each = 0; each < shingles.length; each += 1) {
      const value = Math.imul((shingles[each] ?? 0) ^ mask, factor) >>> 0;
      if (value < smallest) smallest = value;
    }
    least[at] = smallest;
  }
  return least;
}

/** Estimated share of what two texts have in common in what they have at all: from 0 to 1. */
export function similarityOf(one: Uint32Array, other: Uint32Array): number {
  let same = 0;
  for (let at = 0; at < SIGNATURE_LENGTH; at += 1) if (one[at] === other[at]) same += 1;
  return same / SIGNATURE_LENGTH;
}
