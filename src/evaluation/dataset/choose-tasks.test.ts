import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EvaluationTask } from "../../domain/evaluation.ts";
import { sha256 } from "../../platform/sha256.ts";
import { specification } from "../../testing/builders.ts";
import { chooseTasks } from "./choose-tasks.ts";

const task = (category: string, at: number): EvaluationTask => ({
  id: `${category}.${at}`,
  category,
  complexity: "simple",
  split: at % 4 === 0 ? "held-out" : "development",
  specification: specification(),
  hiddenExamples: [],
});
const tasksOf = (sizes: Readonly<Record<string, number>>): readonly EvaluationTask[] =>
  Object.entries(sizes).flatMap(([category, size]) =>
    Array.from({ length: size }, (_, at) => task(category, at)),
  );
const idsOf = (tasks: readonly EvaluationTask[]) => tasks.map(({ id }) => id);

describe("chooseTasks()", () => {
  test("draws so many in the categories' proportions, in the order of the dataset, by the seed alone", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.integer({ min: 1, max: 30 }), {
          minKeys: 1,
          maxKeys: 8,
        }),
        fc.integer({ min: 1, max: 60 }),
        fc.nat(99),
        (sizes, sample, seed) => {
          const tasks = tasksOf(sizes);

          const drawn = chooseTasks(tasks, { sample, seed }, sha256);

          expect(drawn).toHaveLength(Math.min(sample, tasks.length));
          expect(drawn).toEqual(tasks.filter((each) => drawn.includes(each)));
          expect(chooseTasks(tasks, { sample, seed }, sha256)).toEqual(drawn);
          for (const [category, size] of Object.entries(sizes)) {
            const count = drawn.filter((each) => each.category === category).length;
            const share = (Math.min(sample, tasks.length) * size) / tasks.length;
            expect(Math.abs(count - share)).toBeLessThan(1);
          }
        },
      ),
    );
  });

  test("draws others by another seed", () => {
    const tasks = tasksOf({ a: 50 });

    const [one, other] = [1, 2].map((seed) =>
      idsOf(chooseTasks(tasks, { sample: 10, seed }, sha256)),
    );

    expect(one).not.toEqual(other);
  });

  test("takes categories, a split, and the first of what is left", () => {
    const tasks = tasksOf({ a: 5, b: 6, c: 1 });
    const choose = (wishes: object) => idsOf(chooseTasks(tasks, { seed: 1, ...wishes }, sha256));

    expect(choose({})).toEqual(idsOf(tasks));
    expect(choose({ categories: ["c", "b"], split: "held-out" })).toEqual(["b.0", "b.4", "c.0"]);
    expect(choose({ categories: ["b"], limit: 2 })).toEqual(["b.0", "b.1"]);
  });

  test("refuses an unknown category and a choice of nothing", () => {
    const tasks = tasksOf({ a: 1, b: 1 });

    expect(() => chooseTasks(tasks, { categories: ["x"], seed: 1 }, sha256)).toThrow(
      expect.objectContaining({ code: "usage/invalid", help: "Categories: a, b" }),
    );
    expect(() => chooseTasks(tasks, { split: "development", seed: 1 }, sha256)).toThrow(
      "no task is left",
    );
  });
});
