import { expect, test } from "vitest";
import { powerOfSignTest } from "../../std/detectable-change.ts";
import { tasksThatDecide } from "./tasks-that-decide.ts";

test("tasksThatDecide() finds the fewest tasks with the power to show a difference", () => {
  const powerOf = (pairs: number): number =>
    powerOfSignTest(0.1, { pairs, noise: 0.1, level: 0.025 });
  const needed = tasksThatDecide(0.1, 0.1) ?? 0;

  expect(powerOf(needed)).toBeGreaterThanOrEqual(0.8);
  expect(powerOf(needed - 1)).toBeLessThan(0.8);
});

test("tasksThatDecide() asks for more where less is to be seen, or more is noise", () => {
  expect(tasksThatDecide(0.05, 0.1)).toBeGreaterThan(tasksThatDecide(0.1, 0.1) ?? 0);
  expect(tasksThatDecide(0.1, 0.3)).toBeGreaterThan(tasksThatDecide(0.1, 0.1) ?? 0);
  expect(tasksThatDecide(0, 0.1)).toBeUndefined();
  expect(tasksThatDecide(0.0001, 0.9)).toBeUndefined();
  expect(tasksThatDecide(0.5, 0.6)).toBeUndefined();
});
