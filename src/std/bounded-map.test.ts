import { expect, test } from "vitest";
import { createBoundedMap } from "./bounded-map.ts";

test("createBoundedMap() forgets the oldest when it is full, and nothing before", () => {
  const map = createBoundedMap<number>(2);

  map.set("a", 1);
  map.set("b", 2);
  map.set("b", 3);
  expect([map.get("a"), map.get("b")]).toEqual([1, 3]);

  map.set("c", 4);
  expect([map.get("a"), map.get("b"), map.get("c")]).toEqual([undefined, 3, 4]);
});
