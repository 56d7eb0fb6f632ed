import { describe, expect, test } from "vitest";
import { compare, type Found, isExact, type Label } from "./labelled.ts";
import { score } from "./score.ts";

const label = (rule: string, more: Partial<Label> = {}): Label => ({
  rule,
  file: "a.py",
  line: 1,
  severities: ["error"],
  isOptional: false,
  ...more,
});

const found = (rule: string, more: Partial<Found> = {}): Found => ({
  rule,
  file: "a.py",
  line: 1,
  severity: "error",
  message: "",
  ...more,
});

const judge = (labels: readonly Label[], told: readonly Found[]) =>
  compare({ id: "one", labels, found: told });

describe("compare()", () => {
  test("is exact where each label is answered once and nothing else is told", () => {
    expect(isExact(judge([label("A"), label("B")], [found("B"), found("A")]))).toBe(true);
    expect(isExact(judge([], []))).toBe(true);
  });

  test.each([
    ["another line", { line: 2 }],
    ["another file", { file: "b.py" }],
    ["another severity", { severity: "warning" }],
  ] satisfies [string, Partial<Found>][])("takes %s for a miss and a false alarm", (_, more) => {
    const { hits, missed, alarms } = judge([label("A")], [found("A", more)]);

    expect([hits.length, missed.length, alarms.length]).toEqual([0, 1, 1]);
  });

  test("counts a finding once, whatever the order of the labels", () => {
    const open = label("A", { line: undefined });

    expect(isExact(judge([open, label("A")], [found("A", { line: 9 }), found("A")]))).toBe(true);
    expect(judge([label("A"), label("A")], [found("A")]).missed).toHaveLength(1);
    expect(judge([label("A")], [found("A"), found("A")]).alarms).toHaveLength(1);
  });

  test("neither asks for what is optional nor counts it", () => {
    const labels = [label("A", { isOptional: true })];

    expect(judge(labels, [])).toMatchObject({ hits: [], missed: [], alarms: [] });
    expect(judge(labels, [found("A")])).toMatchObject({ hits: [], missed: [], alarms: [] });
  });
});

describe("score()", () => {
  test("tells shares, and each rule by itself", () => {
    const figures = score(
      [
        judge([label("A"), label("B")], [found("A"), found("C")]),
        judge([], [found("C", { severity: "information" })]),
      ],
      ["A", "B", "D"],
    );

    expect(figures).toMatchObject({
      candidates: 2,
      exact: 0,
      compliant: 1,
      compliantWithAlarms: [],
      precision: 1 / 3,
      recall: 1 / 2,
    });
    expect(
      figures.rules.map(({ rule, hits, misses, alarms }) => [rule, hits, misses, alarms]),
    ).toEqual([
      ["A", 1, 0, 0],
      ["B", 0, 1, 0],
      ["D", 0, 0, 0],
      ["C", 0, 0, 2],
    ]);
  });

  test("of nothing is perfect", () => {
    expect(score([], [])).toMatchObject({ precision: 1, recall: 1 });
  });
});
