import { describe, expect, test } from "vitest";
import { tireOfRepeats } from "./tire-of-repeats.ts";

const next = { tokens: [7, 8, 9], probabilities: [0.98, 0.015, 0.005], isWhole: false };
const repeat = (phrase: readonly number[], times: number): readonly number[] =>
  Array.from({ length: times }, () => phrase).flat();
const unlike = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, at) => 100 + at);

describe("tireOfRepeats()", () => {
  test("leaves alone what never came before, and phrases as short as lines of code", () => {
    expect(tireOfRepeats(next, [])).toBe(next);
    expect(tireOfRepeats(next, unlike(200))).toBe(next);
    expect(tireOfRepeats(next, [...unlike(12), 7, 1, ...unlike(12)])).toBe(next);
  });

  test("makes likelier what leaves a long phrase that has come before", () => {
    const said = [...unlike(20), 7, 1, 2, 3, ...unlike(20)];
    const { tokens, probabilities } = tireOfRepeats(next, said);

    expect(tokens).toEqual([7, 8, 9]);
    expect(probabilities[0]).toBeLessThan(0.5);
    expect(probabilities.slice(1)).toEqual([0.015, 0.005]);
  });

  test.each([1, 3, 16])("leaves a loop of %i tokens after some rounds", (period) => {
    const phrase = [...unlike(period - 1), 7];
    const rounds = Math.ceil(60 / period) + 1;
    const said = [...repeat(phrase, rounds), ...phrase.slice(0, -1)];

    expect(tireOfRepeats(next, said).tokens[0]).toBe(8);
  });
});
