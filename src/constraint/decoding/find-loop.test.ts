import { expect, test } from "vitest";
import { findLoop } from "./find-loop.ts";

const repeat = (tokens: readonly number[], times: number): readonly number[] =>
  Array.from({ length: times }, () => tokens).flat();

test.each([
  [[7], 40],
  [[1, 2], 20],
  [[1, 2, 3, 4, 5, 6, 7], 8],
])("findLoop() finds %j said %d times", (tokens, times) => {
  const text = [9, 8, ...repeat(tokens, times)];

  expect(findLoop(text)).toBe(text.length - Math.max(40, tokens.length * 8) + tokens.length);
});

test.each([
  [[1, 2, 3], 7],
  [[1, 2], 8],
  [[1], 30],
])("findLoop() lets %j be said %d times", (tokens, times) => {
  expect(findLoop(repeat(tokens, times))).toBeUndefined();
});

test("findLoop() finds none in a text that has another word at its end, or in each round", () => {
  expect(findLoop([...repeat([1, 2], 30), 3])).toBeUndefined();
  expect(findLoop(Array.from({ length: 30 }, (_, at) => [1, 2, at + 10]).flat())).toBeUndefined();
});
