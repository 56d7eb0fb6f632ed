import { SIGNATURE_LENGTH } from "./min-hash.ts";

export interface SimilarTextsOptions {
  /** Share in common from which on texts count as the same, from 0.5 to 1. */
  readonly similarity: number;
  /** How many texts are remembered: the last ones. Each takes less than 1 KB. @default 100_000 */
  readonly capacity?: number | undefined;
}

/** Finds what is nearly the same as something before, in a memory that does not grow with the texts' length. */
export interface SimilarTexts {
  /** Whether a text with this signature is nearly one that is remembered; if not, it is remembered. */
  isKnown(signature: Uint32Array): boolean;
}

const CAPACITY = 100_000;
const HEADS = 2 ** 16;
const NONE = -1;
/** How many of one bucket are looked at, the newest: boilerplate makes some buckets very long. */
const MOST_LOOKED_AT = 64;
/** Signatures are kept in pieces, so that few texts take little memory. */
const PIECE = 4096;

/** Lengths of bands that divide a signature, the sharpest first. */
const BAND_LENGTHS = [10, 8, 6, 5, 4, 3] as const;
const LEAST_CHANCE = 0.99;

/** The longest bands with which a pair at the limit still meets in one of them: 99 of 100 times at least. */
export const chooseBandLength = (similarity: number): number =>
  BAND_LENGTHS.find(
    (length) => 1 - (1 - similarity ** length) ** (SIGNATURE_LENGTH / length) >= LEAST_CHANCE,
  ) ?? 3;

/**
 * Signatures that agree in one band meet in a bucket, and are then compared whole. A pair at the limit meets in at least
 * 99 of 100 cases, and is then judged by its estimate, which is a few points off; where more than 64 others share each of
 * its buckets, it may be missed.
 */
export function createSimilarTexts({
  similarity,
  capacity = CAPACITY,
}: SimilarTextsOptions): SimilarTexts {
  const bandLength = chooseBandLength(similarity);
  const bands = SIGNATURE_LENGTH / bandLength;
  const heads = new Int32Array(bands * HEADS).fill(NONE);
  const pieces: Uint32Array[] = [];
  const nexts: Int32Array[] = [];
  const mostDifferent = Math.floor(SIGNATURE_LENGTH * (1 - similarity) + 1e-9);
  let count = 0;

  /** Whether number `id`, whose place may hold a newer one by now, is nearly this one. */
  const isSimilar = (id: number, signature: Uint32Array): boolean => {
    const place = id % capacity;
    const piece = pieces[Math.floor(place / PIECE)];
    if (piece === undefined) return false;
    const offset = (place % PIECE) * SIGNATURE_LENGTH;
    let different = 0;
    for (let at = 0; at < SIGNATURE_LENGTH; at += 1)
      if (piece[offset + at] !== signature[at] && (different += 1) > mostDifferent) return false;
    return true;
  };

  const nextOf = (id: number, band: number): number => {
    const place = id % capacity;
    return nexts[Math.floor(place / PIECE)]?.[(place % PIECE) * bands + band] ?? NONE;
  };

  const isInBucket = (band: number, bucket: number, signature: Uint32Array): boolean => {
    let looked = 0;
    // Whoever is older than the capacity has been written over, and so has what it leads to.
    for (
      let id = heads[band * HEADS + bucket] ?? NONE;
      id !== NONE && id >= count - capacity && looked < MOST_LOOKED_AT;
      id = nextOf(id, band)
    ) {
      looked += 1;
      if (isSimilar(id, signature)) return true;
    }
    return false;
  };

  const remember = (signature: Uint32Array, buckets: readonly number[]): void => {
    const place = count % capacity;
    const number = Math.floor(place / PIECE);
    const piece = (pieces[number] ??= new Uint32Array(PIECE * SIGNATURE_LENGTH));
    const next = (nexts[number] ??= new Int32Array(PIECE * bands));
    piece.set(signature, (place % PIECE) * SIGNATURE_LENGTH);
    for (const [band, bucket] of buckets.entries()) {
      next[(place % PIECE) * bands + band] = heads[band * HEADS + bucket] ?? NONE;
      heads[band * HEADS + bucket] = count;
    }
    count += 1;
  };

  return {
    isKnown(signature) {
      const buckets = Array.from({ length: bands }, (_none, band) =>
        bucketOf(signature, band * bandLength, bandLength),
      );
      if (buckets.some((bucket, band) => isInBucket(band, bucket, signature))) return true;
      remember(signature, buckets);
      return false;
    },
  };
}

function bucketOf(signature: Uint32Array, start: number, length: number): number {
  let hash = 0;
  for (let at = start; at < start + length; at += 1)
    hash = Math.imul(hash ^ (signature[at] ?? 0), 0x9e3779b1) ^ (hash >>> 13);
  return (hash ^ (hash >>> 16)) & (HEADS - 1);
}
