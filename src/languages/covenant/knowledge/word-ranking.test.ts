import { describe, expect, test } from "vitest";
import { createWordRanking } from "./word-ranking.ts";

describe("createWordRanking()", () => {
  const rank = createWordRanking([
    "insert a row into the garden",
    "delete rows of the garden",
    "play a melody in the garden",
  ]);

  test("gives rare words more weight", () => {
    const [common, rare] = ["garden", "melody"].map((word) => rank(word)[2]?.score ?? 0);

    expect(rare).toBeGreaterThan((common ?? 0) * 2);
  });

  test("puts the text that shares more words first", () => {
    const [inserting, deleting, playing] = rank("deleting things in gardens");

    expect(deleting?.words).toEqual(["deleting", "gardens"]);
    expect(deleting?.score).toBeGreaterThan(inserting?.score ?? 0);
    expect(inserting?.score).toBe(playing?.score);
  });

  test("gives 0 where nothing is shared, and for no words at all", () => {
    expect(rank("quantum")).toEqual([
      { score: 0, words: [] },
      { score: 0, words: [] },
      { score: 0, words: [] },
    ]);
    expect(rank("")).toEqual(rank("quantum"));
  });
});
