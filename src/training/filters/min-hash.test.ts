import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hashRuns, hashTokens } from "./hash-tokens.ts";
import { SIGNATURE_LENGTH, shinglesOf, signatureOf, similarityOf } from "./min-hash.ts";

/** Their true likeness. */
const jaccard = (one: Uint32Array, other: Uint32Array): number => {
  const [a, b] = [new Set(one), new Set(other)];
  return a.intersection(b).size / a.union(b).size;
};

const words = (count: number, from: number): string =>
  Array.from({ length: count }, (_none, at) => `w${from + at}`).join(" ");

describe("similarityOf()", () => {
  test("estimates what two texts have in common, each time within six standard errors", () => {
    let sum = 0;
    let count = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 300 }),
        fc.integer({ min: 20, max: 300 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (length, shift, from) => {
          const one = shinglesOf(words(length, from));
          const other = shinglesOf(words(length, from + (shift % length)));
          const truth = jaccard(one, other);

          const error = similarityOf(signatureOf(one), signatureOf(other)) - truth;

          sum += error;
          count += 1;
          expect(Math.abs(error)).toBeLessThanOrEqual(
            6 * Math.sqrt(Math.max(truth * (1 - truth), 1e-3) / SIGNATURE_LENGTH) + 1e-9,
          );
        },
      ),
      { seed: 20, numRuns: 400 },
    );
    // Errors of one kind would add up.
    expect(Math.abs(sum / count)).toBeLessThan(0.01);
  });

  test("is 1 for a text and itself, whatever stands between its words", () => {
    const one = signatureOf(shinglesOf("let a = 1;\nlet b = a + 1;"));
    const other = signatureOf(shinglesOf("let a=1; let b\n=a+1 ;"));

    expect(similarityOf(one, other)).toBe(1);
  });

  test("is near 0 for texts without a common row of words", () => {
    const one = signatureOf(shinglesOf(words(200, 0)));
    const other = signatureOf(shinglesOf(words(200, 1000)));

    expect(similarityOf(one, other)).toBeLessThan(0.03);
  });
});

describe("hashTokens()", () => {
  test("splits at blanks and marks, and takes all other letters for words", () => {
    const count = (text: string, withMarks = true): number =>
      hashTokens(text, { withMarks }).length;

    expect(count("f(größe_2, 変数)")).toBe(6);
    expect(count("f(größe_2, 変数)", false)).toBe(3);
    expect(count(" \n\t")).toBe(0);
  });

  test("gives words the same hash wherever they stand", () => {
    const [one, two, again] = hashTokens("ab ba ab", { withMarks: true });

    expect(one).toBe(again);
    expect(one).not.toBe(two);
  });
});

describe("hashRuns()", () => {
  test.each([
    [0, 0],
    [1, 1],
    [5, 1],
    [6, 2],
    [9, 5],
  ])("makes of %i tokens %i runs of five", (tokens, runs) => {
    expect(
      hashRuns(
        Array.from({ length: tokens }).map((_none, at) => at + 1),
        5,
      ),
    ).toHaveLength(runs);
  });
});
