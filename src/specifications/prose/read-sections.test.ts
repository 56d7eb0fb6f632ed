import { describe, expect, test } from "vitest";
import { readSections } from "./read-sections.ts";

const FENCE = "```";
const examplesOf = (...items: readonly string[]): readonly string[] =>
  readSections(["## Examples", ...items].join("\n")).examples.map(({ call, expected }) =>
    expected.kind === "returns"
      ? `${call} gives ${expected.expression}`
      : `${call} throws ${expected.name}`,
  );

describe("readSections()", () => {
  test("reads examples in code spans or not, with or without prose after them", () => {
    expect(
      examplesOf(
        "- `f(1) => 2`",
        "* f(2) => 3",
        "1. `f(3)` => `4`",
        "- `f(4)` throws `RangeError`",
        "- `f(5) => 6`, the largest",
        "- ``f(`a`) => 1``",
      ),
    ).toEqual([
      "f(1) gives 2",
      "f(2) gives 3",
      "f(3) gives 4",
      "f(4) throws RangeError",
      "f(5) gives 6",
      "f(`a`) gives 1",
    ]);
  });

  test("takes sentences and code blocks under the examples for prose", () => {
    expect(
      examplesOf("The function throws", "", "- the empty list throws", FENCE, "- f(1) => 2", FENCE),
    ).toEqual([]);
  });

  test("takes the first heading for the title, in either notation", () => {
    expect(readSections("# The `sum` ##\nx").title).toBe("The sum");
    expect(readSections("## Small\n# Big\n").title).toBe("Small");
    expect(readSections("Sum\n===\nx").title).toBe("Sum");
    expect(readSections("## Examples\n- x\n").title).toBeUndefined();
    expect(readSections("C#\n\n# C#\n").title).toBe("C#");
  });

  test("takes nothing inside a code block for a heading", () => {
    const text = `${FENCE}toy\n# comment\n## Requirements\n- a\n${FENCE}\n`;

    expect(readSections(text)).toMatchObject({ title: undefined, requirements: [] });
  });

  test("joins the lines of a requirement", () => {
    const text =
      "### Requirements:\n- It is\n  short\nand sweet.\n\n  More.\n- [ ] `b`\n## Else\n- c\n";

    expect(readSections(text).requirements).toEqual(["It is short and sweet.", "b"]);
  });

  test("reads the signature from a block, a code span or a line", () => {
    const block = `## Signature\nIt reads:\n\n${FENCE}toy\nsum(a)\n  b\n${FENCE}\n`;

    expect(readSections(block).signature).toBe("sum(a)\n  b");
    expect(readSections("## Signature\nIt is `sum(a)`.\n").signature).toBe("sum(a)");
    expect(readSections("## Signature\n\nsum(a)\n").signature).toBe("sum(a)");
    expect(readSections("## Signature\n\n").signature).toBeUndefined();
  });

  test("names the tags of blocks, that of the signature first", () => {
    const text = `${FENCE}JSON\n${FENCE}\n## Signature\n${FENCE}toy x\na\n${FENCE}\n`;

    expect(readSections(text).fenceTags).toEqual(["toy", "json", "toy"]);
  });
});
