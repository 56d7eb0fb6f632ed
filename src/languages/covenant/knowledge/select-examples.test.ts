import fc from "fast-check";
import { countTokens } from "gpt-tokenizer/esm/encoding/o200k_base";
import { describe, expect, test } from "vitest";
import { CATEGORIES } from "./categories.ts";
import { listExamples } from "./example-catalogue.ts";
import type { ExampleTask } from "./score-examples.ts";
import { selectExamples } from "./select-examples.ts";

const task = (text: string, options: Partial<ExampleTask> = {}): ExampleTask => ({
  text,
  category: undefined,
  effects: [],
  types: [],
  ...options,
});
const choose = (asked: ExampleTask) => selectExamples(asked, { countTokens });

describe("selectExamples()", () => {
  test.each(listExamples())(
    "finds $id by its own description",
    ({ id, description, category, effects }) => {
      const { examples } = choose(task(description, { category, effects: [...effects] }));

      expect(examples.map((example) => example.id)).toContain(id);
    },
  );

  test("takes two or three of 1,000 to 1,500 tokens for any task", () => {
    const words = listExamples().flatMap(({ tags }) => tags);
    const tasks = fc.record({
      text: fc.array(fc.constantFrom(...words, "zebra")).map((parts) => parts.join(" ")),
      category: fc.option(fc.constantFrom(...CATEGORIES, "unheard-of"), { nil: undefined }),
      effects: fc.subarray(["database", "console", "network", 'filesystem(path="/data")']),
      types: fc.subarray(["Int", "List<String>", "Optional<Int>", "Plant | GardenError"]),
    });

    fc.assert(
      fc.property(tasks, (asked) => {
        const { examples } = choose(asked);
        const tokens = countTokens(examples.map(({ text }) => text).join(""));
        expect(examples.length).toBeGreaterThanOrEqual(2);
        expect(examples.length).toBeLessThanOrEqual(3);
        expect(tokens).toBeGreaterThanOrEqual(1_000);
        expect(tokens).toBeLessThanOrEqual(1_500);
      }),
      { numRuns: 50 },
    );
  });

  test("holds a smaller budget and count", () => {
    const asked = task("insert a row", { category: "crud" });

    const { examples } = selectExamples(asked, { countTokens, budgetTokens: 900, count: 2 });

    expect(examples).toHaveLength(2);
    expect(countTokens(examples.map(({ text }) => text).join(""))).toBeLessThanOrEqual(900);
    expect(selectExamples(asked, { countTokens, budgetTokens: 100 }).examples).toEqual([]);
  });

  test("gives score and reasons in words, and says why others stay out", () => {
    const { examples, omitted } = choose(
      task("Transfer points between two accounts in one transaction", {
        category: "transaction",
        effects: ["database"],
      }),
    );

    expect(examples[0]).toMatchObject({
      id: "transaction/record-game",
      reasons: expect.arrayContaining([
        'is of the category "transaction" (+3)',
        "has the effects database (+1)",
      ]),
    });
    expect(examples.map(({ score }) => score)).toEqual(
      examples.map(({ score }) => score).toSorted((left, right) => right - left),
    );
    expect(omitted.every(({ reason }) => reason !== "")).toBe(true);
    expect(omitted.map(({ id }) => id)).not.toContain("transaction/record-game");
  });

  test("prefers near categories where the asked one has too little to say", () => {
    const { examples } = choose(task("a table of rooms", { category: "database-binding" }));

    const near = new Set(["database-binding", "query", "crud", "types"]);
    expect(examples.filter(({ category }) => !near.has(category))).toEqual([]);
  });

  test("answers the same at every call", () => {
    const asked = task("match a union and report the error", { category: "error-handling" });

    expect(choose(asked)).toEqual(choose(asked));
  });

  test("does not show the same thing twice while there is something else", () => {
    const { examples, omitted } = choose(
      task("Fetch the rain and the wind forecast at the same time", {
        category: "multi-step",
        effects: ["network"],
      }),
    );

    expect(examples.map(({ id }) => id)).toContain("multi-step/fetch-forecasts");
    expect(omitted).toContainEqual({
      id: "multi-step/ask-mirrors",
      score: expect.any(Number),
      reason: 'shows much the same as "multi-step/fetch-forecasts"',
    });
  });
});
