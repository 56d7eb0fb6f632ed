import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryLesson, sayLesson } from "../testing/arbitrary-lesson.ts";
import { readLesson, writeLesson } from "./lesson.ts";
import { sumLessons } from "./sum-lessons.ts";

const three = fc.tuple(arbitraryLesson("a.ts"), arbitraryLesson("b.ts"), arbitraryLesson("c.ts"));

describe("sumLessons()", () => {
  test("says the same in any order and any grouping", () => {
    fc.assert(
      fc.property(three, ([a, b, c]) => {
        const sum = sayLesson(sumLessons([a, b, c]));

        expect(sayLesson(sumLessons([c, a, b]))).toEqual(sum);
        expect(sayLesson(sumLessons([b, sumLessons([c, a])]))).toEqual(sum);
      }),
    );
  });

  test("of one lesson is that lesson, of none is nothing", () => {
    fc.assert(
      fc.property(arbitraryLesson("a.ts"), (lesson) => {
        expect(sayLesson(sumLessons([lesson]))).toEqual(sayLesson(lesson));
      }),
    );
    expect(sumLessons([])).toMatchObject({ words: [], grams: [] });
  });

  test("counts every sequence, also of many files", () => {
    fc.assert(
      fc.property(arbitraryLesson("a.ts"), fc.integer({ min: 1, max: 40 }), (lesson, times) => {
        const { wordCounts } = sumLessons(Array.from({ length: times }, () => lesson));

        expect(wordCounts).toEqual(lesson.wordCounts.map((count) => count * times));
      }),
    );
  });
});

describe("readLesson()", () => {
  test("reads what writeLesson() wrote", () => {
    fc.assert(
      fc.property(arbitraryLesson("a.ts"), (lesson) => {
        expect(readLesson(writeLesson(lesson))).toEqual(lesson);
      }),
    );
  });

  test("gives nothing for any other text", () => {
    const [head] = writeLesson(sumLessons([])).split("\n");

    expect(readLesson(`${head}\n`)).toBeDefined();
    for (const text of [
      "",
      "{}",
      "{}\n",
      "null\n",
      `${head}\n1 2`,
      `${head}\n9 9 9 9 1`,
      `${head}\nx`,
    ])
      expect(readLesson(text)).toBeUndefined();
    fc.assert(fc.property(fc.string(), (text) => void expect(readLesson(text)).toBeUndefined()));
  });
});
