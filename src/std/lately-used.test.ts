import fc from "fast-check";
import { expect, test } from "vitest";
import { createLatelyUsed } from "./lately-used.ts";

test("createLatelyUsed() forgets first what was not asked for the longest", () => {
  const memory = createLatelyUsed<number>(3);
  memory.set("a", 1, 1);
  memory.set("b", 2, 1);
  memory.set("c", 3, 1);
  memory.get("a");

  memory.set("d", 4, 1);

  expect(["a", "b", "c", "d"].map((key) => memory.get(key))).toEqual([1, undefined, 3, 4]);
});

test("createLatelyUsed() stays within its budget, and gives back only what was set", () => {
  const entry = fc.tuple(fc.constantFrom("a", "b", "c", "d"), fc.nat(9), fc.nat(6));
  fc.assert(
    fc.property(fc.array(entry), fc.integer({ min: 0, max: 10 }), (entries, budget) => {
      const memory = createLatelyUsed<number>(budget);
      const last = new Map<string, number>();
      for (const [key, value, size] of entries) {
        memory.set(key, value, size);
        last.set(key, value);
        expect(memory.size).toBeLessThanOrEqual(budget);
      }
      for (const [key, value] of last) expect([value, undefined]).toContain(memory.get(key));
    }),
  );
});
