import { describe, expect, test } from "vitest";
import { sha256 } from "../../platform/sha256.ts";
import { specification } from "../../testing/builders.ts";
import { listSamples } from "./list-samples.ts";
import { listSolvers } from "./list-solvers.ts";

const common = { profile: undefined, limits: {} };

describe("listSolvers()", () => {
  test("makes every combination of models, texts and constraints a solver with a name of its own", () => {
    const solvers = listSolvers({
      ...common,
      models: ["a/x", "b/y"],
      variants: { operation: ["operation@1", "operation@2"], system: ["system@1"] },
      constrained: [true, false],
    });

    expect(solvers.map(({ id }) => id)).toEqual(
      ["a/x", "b/y"].flatMap((model) =>
        ["operation@1", "operation@2"].flatMap((text) => [
          `${model}, ${text}, system@1`,
          `${model}, ${text}, system@1, free`,
        ]),
      ),
    );
    expect(solvers[3]).toMatchObject({
      model: "a/x",
      templates: { operation: "operation@2", system: "system@1" },
      isConstrained: false,
    });
  });

  test("calls a solver by its model where there is nothing else to tell", () => {
    const [solver] = listSolvers({
      ...common,
      models: ["a/x"],
      variants: {},
      constrained: [false],
    });

    expect(solver).toMatchObject({ id: "a/x", isConstrained: false, templates: {} });
  });
});

describe("listSamples()", () => {
  const tasks = ["one", "two"].map((id) => ({
    id,
    category: "c",
    complexity: "simple" as const,
    split: "development" as const,
    specification: specification(),
    hiddenExamples: [],
  }));
  const setup = {
    solvers: listSolvers({ ...common, models: ["a/x", "b/y"], variants: {}, constrained: [true] }),
    epochs: 2,
    seed: 3,
  };
  const list = (from: number, seed = 3) => [
    ...listSamples("e", { ...setup, seed }, tasks, { from, sha256 }),
  ];

  test("places solvers outermost, then tasks, then epochs; the rest is the end of the whole", () => {
    const whole = list(0);

    expect(whole.map(({ solver, task, epoch }) => `${solver.id} ${task.id} ${epoch}`)).toEqual([
      "a/x one 0",
      "a/x one 1",
      "a/x two 0",
      "a/x two 1",
      "b/y one 0",
      "b/y one 1",
      "b/y two 0",
      "b/y two 1",
    ]);
    expect(list(5)).toEqual(whole.slice(5));
  });

  test("gives a task's epoch the same seed for every solver, and others to all else", () => {
    const seeds = list(0).map(({ seed }) => seed);

    expect(seeds.slice(4)).toEqual(seeds.slice(0, 4));
    expect(new Set([...seeds, ...list(0, 4).map(({ seed }) => seed)]).size).toBe(8);
    expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31)).toBe(true);
  });
});
