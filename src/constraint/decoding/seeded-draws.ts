/**
 * Numbers from 0 up to 1 for one answer, told by where they are used and not by how many were used before: what is
 * drafted and thrown away changes nothing.
 */
export type SeededDraws = (place: number, draw: number) => number;

/** The same seed gives the same numbers. @see https://github.com/aappleby/smhasher/wiki/MurmurHash3 */
export const createSeededDraws =
  (seed: number): SeededDraws =>
  (place, draw) =>
    finish(finish(finish(seed | 0, place), draw), 0x9e37_79b9) / 2 ** 32;

function finish(state: number, value: number): number {
  let mixed = Math.imul((state ^ value) + 0x6d2b_79f5, 0xcc9e_2d51);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
