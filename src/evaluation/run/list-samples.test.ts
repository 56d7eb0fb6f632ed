import { expect, test } from "vitest";
import { isSampleRun } from "./list-samples.ts";

test("isSampleRun() knows runs of evaluations by their names", () => {
  const evaluations = new Set(["before", "20261121-093012-k3f9qa"]);

  expect(isSampleRun("before-12", evaluations)).toBe(true);
  expect(isSampleRun("20261121-093012-k3f9qa-0", evaluations)).toBe(true);
  expect(isSampleRun("20261121-093012-k3f9qa", evaluations)).toBe(false);
  expect(isSampleRun("20261121-093012-123456", evaluations)).toBe(false);
});
