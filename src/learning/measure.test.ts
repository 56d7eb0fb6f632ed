import { describe, expect, test } from "vitest";
import { createSyntaxParser } from "../platform/syntax-parser.ts";
import { DIALECTS } from "./dialects.ts";
import { learnFile } from "./learn-file.ts";
import type { Lesson } from "./lesson.ts";
import { measureConvergence, ranksOf } from "./measure-convergence.ts";
import { measurePaths } from "./measure-paths.ts";
import { measurePerplexity } from "./measure-perplexity.ts";
import { mineRules } from "./mine-rules.ts";
import { createSequenceModel, probabilityOf } from "./sequence-model.ts";
import { sumLessons } from "./sum-lessons.ts";

const [dialect] = DIALECTS as [(typeof DIALECTS)[number]];
const syntax = createSyntaxParser();

const learn = async (path: string, text: string): Promise<Lesson> =>
  learnFile(path, text, await syntax.parse(text, dialect.grammarOf(path)), {
    dialect,
    safeName: (name) => name,
  });

const NOUNS = ["order", "basket", "price", "stock", "rate"] as const;
/** A file in the manner of one project. */
const own = (number: number): string => {
  const noun = NOUNS[number % NOUNS.length] ?? "";
  return `export const load${number} = async (store: Store) => {
  const ${noun} = await store.load("${noun}");
  if (${noun} === undefined) throw new Fault("missing", "${noun}");
  return store.save(${noun}.map((it) => it.total));
};
`.repeat(3);
};
/** The same task in the manner of another. */
const foreign = (number: number): string => `module.exports.f${number} = function (db, cb) {
  db.query('x', function (err, rows) { if (err != null) { return cb(err); } cb(null, rows) })
}
`;

const sum = async (write: (number: number) => string, numbers: readonly number[]) =>
  sumLessons(await Promise.all(numbers.map((number) => learn(`${number}.ts`, write(number)))));

describe("createSequenceModel()", () => {
  test("shares out all probability among its words, at every place", async () => {
    const model = createSequenceModel(await sum(own, [1, 2, 3]));
    const places = [[], ["await"], ["await", "store", "."], ["=", "await", "store"]];
    for (const place of places) {
      const contexts = model.contextsOf(place.map((word) => model.idOf(word) ?? 0));
      const all = model.words.map((_word, id) =>
        probabilityOf(model, id, contexts, model.words.length),
      );

      expect(all.reduce((left, right) => left + right, 0)).toBeCloseTo(1, 9);
    }
  });
});

describe("measurePerplexity() and measurePaths()", () => {
  test("find that the project's own files foretell, and neither its words in no order nor another project", async () => {
    const learned = await sum(own, [0, 1, 2, 3, 5, 6, 7, 8]);
    const heldOut = await sum(own, [4, 9]);
    const other = { name: "other", lesson: await sum(foreign, [1, 2, 3, 4, 5, 6, 7, 8]) };

    const rows = measurePerplexity(learned, heldOut, other);
    const [nothing, words, sequences, shuffled, others, half] = rows.map(({ perWord }) => perWord);
    const [kinds, slots, otherSlots] = measurePaths(learned, heldOut, other).map(
      ({ perNode }) => perNode,
    );

    expect(sequences).toBeLessThan((words ?? 0) / 4);
    expect(words).toBeLessThan(nothing ?? 0);
    expect(shuffled).toBeGreaterThan(words ?? 0);
    expect(others).toBeGreaterThan(words ?? 0);
    expect(half).toBeGreaterThan(sequences ?? 0);
    expect(slots).toBeLessThan(kinds ?? 0);
    expect(slots).toBeLessThan(otherSlots ?? 0);
  });
});

describe("measureConvergence()", () => {
  test("finds two halves that agree, and says how much is settled", async () => {
    const rules = mineRules("ts", await sum(own, [1, 2, 3, 4]), []);

    const { settled, meanDeviation, rankCorrelation } = measureConvergence(rules, [rules, rules]);

    expect(rankCorrelation).toBeCloseTo(1, 9);
    expect(settled).toBeGreaterThan(0);
    expect(meanDeviation).toBeLessThan(0.3);
  });

  test("says nothing of too few rules", () => {
    expect(measureConvergence([], [[], []])).toEqual({
      rules: 0,
      meanDeviation: 0,
      settled: 0,
      rankCorrelation: undefined,
    });
  });

  test("gives equal weights equal ranks", () => {
    expect(ranksOf([3, 1, 3, 2])).toEqual([3.5, 1, 3.5, 2]);
  });
});
