import type { Random } from "../../ports/random.ts";

const FIRST_MS = 1000;
const LONGEST_MS = 30_000;

/**
 * How long to wait before retry number `retries`, from 0: any time up to 1 s, 2 s, 4 s … 30 s, so that callers who
 * failed together do not come back together.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ "full jitter"
 */
export const backoffMs = (retries: number, random: Random): number =>
  Math.floor(Math.min(LONGEST_MS, FIRST_MS * 2 ** retries) * (random.nextInteger() / 2 ** 31));
