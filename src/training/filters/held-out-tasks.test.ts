import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createHeldOutTasks } from "./held-out-tasks.ts";

const numbered = (from: number, count: number): string =>
  Array.from({ length: count }, (_none, at) => `word${from + at}`).join(" ");

describe("createHeldOutTasks()", () => {
  test("finds a task wherever it stands, whatever its capitals, blanks and marks", () => {
    const tasks = createHeldOutTasks(
      [{ task: "median", text: "Give the median of an unsorted list of whole numbers, or 0." }],
      [],
    );

    expect(
      tasks.findLeak(
        `${numbered(0, 50)}\n * give the MEDIAN of an\n * unsorted list of\n * whole numbers; or 0!\n${numbered(90, 9)}`,
      ),
    ).toEqual({ task: "median", share: 1 });
    expect(tasks.findLeak("Give the mean of a sorted list of rational numbers")).toBeUndefined();
  });

  test("finds every task that at least half of is copied in one piece", () => {
    const held = Array.from({ length: 20 }, (_none, at) => ({
      task: `task-${at}`,
      text: numbered(1000 * at, 60),
    }));
    const tasks = createHeldOutTasks(held, []);

    fc.assert(
      fc.property(fc.nat({ max: 19 }), fc.nat({ max: 29 }), (at, start) => {
        const piece = numbered(1000 * at + start, 31);
        const text = `${numbered(50_000, 100)} ${piece} ${numbered(60_000, 100)}`;

        expect(tasks.findLeak(text)?.task).toBe(`task-${at}`);
      }),
    );
  });

  test("lets through what shares a sentence with a long task", () => {
    const tasks = createHeldOutTasks([{ task: "long", text: numbered(0, 100) }], []);

    expect(tasks.findLeak(numbered(0, 20))).toBeUndefined();
  });

  test("does not count what stands in tasks that anybody may train on", () => {
    const preamble = "Write a function that takes one list of numbers and gives back one number.";
    const tasks = createHeldOutTasks(
      [
        { task: "sum", text: `${preamble} It is the sum of the cubes of those which are odd.` },
        { task: "twin", text: preamble },
      ],
      [`${preamble} It is the largest.`],
    );

    expect(tasks.count).toBe(1);
    expect(tasks.findLeak(`${preamble} It is the smallest.`)).toBeUndefined();
    expect(tasks.findLeak("It is the sum of the cubes of those which are odd.")?.task).toBe("sum");
  });

  test("finds short tasks as a whole, and names those that are too short", () => {
    const tasks = createHeldOutTasks(
      [
        { task: "short", text: "Reverse every second word." },
        { task: "five", text: "Reverse all letters of each word" },
      ],
      [],
    );

    expect(tasks.tooShort).toEqual(["short"]);
    expect(tasks.findLeak("reverse every second word")).toBeUndefined();
    expect(tasks.findLeak("Please reverse all letters of each word here")?.task).toBe("five");
  });
});
