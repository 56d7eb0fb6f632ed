import { describe, expect, test } from "vitest";
import { type ExplanationEvidence, measureExplanation } from "./explanation-confidence.ts";

const evidence = (wishes: Partial<ExplanationEvidence> = {}): ExplanationEvidence => ({
  text: "one = 1\n\ntwo = one\n",
  summary: "It makes `two`.",
  parts: [{ lines: { start: 1, end: 3 }, text: "all" }],
  answer: undefined,
  reasks: 0,
  ...wishes,
});
const value = (wishes: Partial<ExplanationEvidence>): number =>
  measureExplanation(evidence(wishes)).value;

describe("measureExplanation()", () => {
  test("counts the lines that are explained, blank ones aside", () => {
    const parts = [{ lines: { start: 1, end: 2 }, text: "half" }];

    expect(measureExplanation(evidence({ parts })).factors).toContainEqual({
      name: "coverage",
      detail: "50 % of the lines are explained",
      contribution: 0.5,
    });
    expect(value({ parts })).toBeLessThan(value({}));
  });

  test("is lowered by names that the file does not have, and by answers that could not be used", () => {
    expect(value({ summary: "It calls `three`." })).toBeLessThan(value({}));
    expect(value({ answer: "See `three`." })).toBeLessThan(value({}));
    expect(value({ reasks: 1 })).toBeLessThan(value({}));
  });

  test("stays well below 1: nothing checks it", () => {
    expect(value({})).toBeLessThan(0.75);
    expect(value({ summary: "No names." })).toBeGreaterThan(0);
  });
});
