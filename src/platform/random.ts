import { randomInt } from "node:crypto";
import type { Clock } from "../ports/clock.ts";
import type { Random } from "../ports/random.ts";

/** A seed that nobody chose, in `[0, 2 ** 31)`. */
export const freshSeed = (): number => randomInt(2 ** 31);

/**
 * Randomness from a seed, a whole number of up to 53 bits. Ids are sortable to the millisecond:
 * UTC date and time, then two characters for the milliseconds and four of chance.
 */
export function createRandom(seed: number, clock: Clock): Random {
  if (!Number.isSafeInteger(seed))
    throw new RangeError(`Cannot seed with ${seed}: it is not a safe integer`);
  const next = createSfc32(seed);
  const nextInteger = (): number => next() >>> 1;

  return {
    seed,
    nextInteger,
    nextId() {
      const iso = new Date(clock.now()).toISOString();
      const [date, time, millisecond = ""] = iso.replaceAll(/[-:]/g, "").split(/[T.Z]/);
      const fraction = toBase36(Number.parseInt(millisecond, 10), 2);
      const chance = toBase36(nextInteger() % 36 ** 4, 4);
      return `${date}-${time}-${fraction}${chance}`;
    },
  };
}

const toBase36 = (value: number, width: number): string => value.toString(36).padStart(width, "0");

/**
 * 32 random bits at each call.
 *
 * sfc32 by Chris Doty-Humphrey, in the public domain; seeded as its `seed(uint64)` is, with 12
 * rounds to mix.
 *
 * @see https://pracrand.sourceforge.net (RNG/other/sfc.cpp)
 */
function createSfc32(seed: number): () => number {
  let a = 0;
  let b = seed | 0;
  let c = Math.floor(seed / 2 ** 32) | 0;
  let counter = 1;
  const next = (): number => {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return result >>> 0;
  };
  for (let round = 0; round < 12; round++) next();
  return next;
}
