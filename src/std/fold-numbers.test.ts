import { expect, test } from "vitest";
import { foldNumbers } from "./fold-numbers.ts";

test("foldNumbers() tells lines that differ in numbers alone once, with the range of each", () => {
  expect(
    foldNumbers(["9 tokens of 100", "a call", "5 tokens of 100", "7 tokens of 100", "a call"]),
  ).toEqual(["5 to 9 tokens of 100", "a call"]);
  expect(foldNumbers([])).toEqual([]);
});
