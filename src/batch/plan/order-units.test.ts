import { describe, expect, test } from "vitest";
import type { ItemEdge } from "../../domain/batch.ts";
import { orderUnits } from "./order-units.ts";
import type { Unit } from "./pack-units.ts";

const unit = (id: string, inputTokens: number): Unit => [
  { id, language: "toy", inputTokens, expectedTokens: 1, reservedTokens: 1, included: [] },
];
const edge = (from: string, to: string, weight: number): ItemEdge => ({
  from,
  to,
  kind: "shared-type",
  weight,
});
const order = (units: readonly Unit[], edges: readonly ItemEdge[], most = 2): string =>
  orderUnits(units, edges, ({ length }) => length <= most)
    .flat()
    .map(({ id }) => id)
    .join("");

describe("orderUnits()", () => {
  test("puts smaller units first, and clusters by their mean size", () => {
    expect(order([unit("c", 3), unit("a", 1), unit("b", 2)], [])).toBe("abc");
    expect(order([unit("c", 3), unit("a", 1), unit("b", 2)], [edge("c", "a", 0.5)])).toBe("acb");
  });

  test("cuts the lighter edge where both would make a cluster too large", () => {
    const units = [unit("a", 1), unit("b", 9), unit("c", 5)];

    expect(order(units, [edge("a", "b", 0.2), edge("b", "c", 0.9)])).toBe("acb");
    expect(order(units, [edge("a", "b", 0.9), edge("b", "c", 0.2)])).toBe("abc");
    expect(order([...units, unit("d", 6)], [edge("a", "b", 0.9)])).toBe("abcd");
  });

  test("cuts edges of the same weight by their ids, in whatever order they come", () => {
    const units = [unit("a", 9), unit("b", 8), unit("c", 1)];
    const edges = [edge("a", "b", 0.5), edge("b", "c", 0.5)];

    expect(order(units, edges)).toBe("cba");
    expect(order(units.toReversed(), edges.toReversed())).toBe("cba");
  });
});
