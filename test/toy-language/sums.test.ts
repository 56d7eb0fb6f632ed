import { describe, expect, test } from "vitest";
import { describeLanguagePack, testMachine } from "../../src/testing/index.ts";
import { findMistakes, findTrust } from "./judge-sums.ts";
import { sums } from "./sums.ts";

describeLanguagePack(sums, testMachine);

describe("findMistakes()", () => {
  test("places a wrong sum in its line", () => {
    expect(findMistakes("1 + 2 = 3\n  2 + 2 = 5 # no\n")).toEqual([
      { kind: "wrong-sum", message: "the sum is 4, not 5", start: 12, end: 21 },
    ]);
  });

  test("tells what is no sum from what does not come out", () => {
    expect(findMistakes("hello")).toMatchObject([{ kind: "not-a-sum", start: 0, end: 5 }]);
  });
});

describe("findTrust()", () => {
  test("leaves comments alone", () => {
    expect(findTrust("1 = 1 # trust\ntrust 1 = 2")).toEqual([{ start: 14, end: 19 }]);
  });
});
