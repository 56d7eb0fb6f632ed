import { describe, expect, test } from "vitest";
import type { FoundUnit } from "../ports/reference-store.ts";
import { compareSignatures, scoreUnit } from "./score-unit.ts";

const WORDS = new Map([
  ["basket", { written: "baskets", rarity: 3 }],
  ["total", { written: "total", rarity: 2 }],
]);
const found = (wishes: Partial<FoundUnit> = {}): FoundUnit => ({
  unit: {
    kind: "method",
    name: "Basket.total",
    signature: "def total(self, rate: Decimal) -> Money",
    start: 0,
    end: 9,
    summary: undefined,
    calls: ["round", "add"],
    types: ["Decimal", "Money"],
  },
  path: "shop/basket.py",
  hash: "",
  imports: ["decimal"],
  rank: 4,
  ...wishes,
});
const query = { language: "python", text: "", signature: undefined, without: [] };

describe("scoreUnit()", () => {
  test("goes by words alone where nothing else is said", () => {
    expect(scoreUnit(found(), query, WORDS)).toEqual({
      score: 0.75,
      reasons: ["shares the words baskets, total"],
    });
  });

  test("counts structure where the query says something of it, and tells so", () => {
    const whole = {
      ...query,
      signature: "def total(items: Basket, rate: Decimal) -> Money",
      kind: "function" as const,
      imports: ["decimal", "json"],
      calls: ["round"],
    };

    const { score, reasons } = scoreUnit(found(), whole, WORDS);

    expect(score).toBeGreaterThan(0.7);
    expect(reasons).toEqual([
      "shares the words baskets, total",
      expect.stringMatching(/^its signature is similar \(0\.\d\d\)$/),
      "calls round too",
      "imports decimal too",
      "it is a method",
    ]);
  });

  test("never goes above 1, and holds tests back", () => {
    const best = scoreUnit(found({ rank: 100 }), query, WORDS);
    const inTest = scoreUnit(found({ rank: 100, path: "tests/basket.py" }), query, WORDS);

    expect(best.score).toBe(1);
    expect(inTest.score).toBeLessThan(1);
    expect(inTest.reasons.at(-1)).toMatch(/test/);
  });
});

describe("compareSignatures()", () => {
  test("is 1 for the same, across languages, and less the more they differ", () => {
    const wanted = "def order_total(order: Order, rate: Decimal) -> Money";

    expect(compareSignatures(wanted, wanted)).toBe(1);
    expect(
      compareSignatures(
        wanted,
        "export const orderTotal = (order: Order, rate: Decimal): Money =>",
      ),
    ).toBe(1);
    const near = compareSignatures(wanted, "def order_total(self, order: Order) -> Money");
    const far = compareSignatures(wanted, "def open_file(path: str)");
    expect(near).toBeGreaterThan(far);
    expect(far).toBeGreaterThanOrEqual(0);
  });

  test("counts parameters, not commas", () => {
    const one = "f(a: Map<string, [number, number]>)";

    expect(compareSignatures(one, "f(a: Map<string, [number, number]>,)")).toBe(1);
    expect(compareSignatures("open()", "open( )")).toBe(1);
    expect(compareSignatures("", "")).toBe(0);
  });
});
