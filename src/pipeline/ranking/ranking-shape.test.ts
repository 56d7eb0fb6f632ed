import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readOrder } from "./ranking-shape.ts";

describe("readOrder()", () => {
  test("never drops an answer, and never adds one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.infiniteStream(fc.nat()), (count, stream) => {
        const told = [...new Set([...stream.take(count)].map((n) => (n % count) + 1))];
        const order = readOrder({ order: told }, count);

        expect(order.slice(0, told.length)).toEqual(told);
        expect(order.toSorted((a, b) => a - b)).toEqual(
          Array.from({ length: count }, (_, at) => at + 1),
        );
      }),
    );
  });

  test.for([
    ["nothing", [], "at least one"],
    ["a number beyond", [4], "from 1 to 3"],
    ["zero", [0], "from 1 to 3"],
    ["a text", ["1"], "from 1 to 3"],
    ["half a number", [1.5], "from 1 to 3"],
    ["a number twice", [1, 1], "each number once"],
    ["no list", "1", "order"],
  ] as const)("refuses %s", ([, order, why]) => {
    expect(() => readOrder({ order }, 3)).toThrow(why);
  });
});
