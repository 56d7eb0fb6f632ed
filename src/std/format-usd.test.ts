import { describe, expect, test } from "vitest";
import { formatExactUsd, formatUsd } from "./format-usd.ts";

describe("formatUsd()", () => {
  test.each([
    [0, "$0"],
    [0.000_000_2, "<$0.000001"],
    [0.000_043_2, "$0.000043"],
    [0.0034, "$0.0034"],
    [0.05, "$0.050"],
    [0.314_15, "$0.31"],
    [0.999, "$1.00"],
    [12.345, "$12.35"],
    [-0.25, "-$0.25"],
  ])("shows %d as %s", (usd, text) => {
    expect(formatUsd(usd)).toBe(text);
  });
});

describe("formatExactUsd()", () => {
  test("keeps apart what reads the same", () => {
    expect([formatUsd(0.1049), formatUsd(0.1012)]).toEqual(["$0.10", "$0.10"]);
    expect([formatExactUsd(0.1049), formatExactUsd(0.1012)]).toEqual(["$0.1049", "$0.1012"]);
  });
});
