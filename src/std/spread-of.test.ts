import { expect, test } from "vitest";
import { spreadOf } from "./spread-of.ts";

test("spreadOf() tells the middle, the tail and the mean, whatever the order", () => {
  const values = Array.from({ length: 100 }, (_, at) => (at * 37) % 100);

  expect(spreadOf(values)).toEqual({ count: 100, mean: 49.5, p50: 50, p95: 95, p99: 99, max: 99 });
});

test("spreadOf() of one value is that value, and of none is 0", () => {
  expect(spreadOf([3])).toEqual({ count: 1, mean: 3, p50: 3, p95: 3, p99: 3, max: 3 });
  expect(spreadOf([])).toEqual({ count: 0, mean: 0, p50: 0, p95: 0, p99: 0, max: 0 });
});
