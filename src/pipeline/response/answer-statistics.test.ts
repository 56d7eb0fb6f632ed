import { expect, test } from "vitest";
import { measureSource } from "./answer-statistics.ts";

test("measureSource() counts lines, comments and units", () => {
  const text = '# a\n\nx = "# b"  # c\n/* d\n e */\n';
  const unit = { signature: "", start: 0, end: 1, summary: undefined, calls: [], types: [] };
  const units = (["function", "method", "class", "type"] as const).map((kind) => ({
    ...unit,
    kind,
    name: kind,
  }));

  expect(measureSource(text, { units, imports: ["os"] })).toEqual({
    lines: 5,
    filledLines: 4,
    commentLines: 3,
    characters: text.length,
    units: { functions: 2, classes: 1, imports: 1 },
  });
  expect(measureSource("", undefined)).toMatchObject({ lines: 0, units: undefined });
});
