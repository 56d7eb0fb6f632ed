import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSyntaxParser } from "../../platform/syntax-parser.ts";
import { cutCode } from "./cut-code.ts";

const { parse } = createSyntaxParser();
const python = { file: "@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm" };
const typescript = { file: "@vscode/tree-sitter-wasm/wasm/tree-sitter-typescript.wasm" };
const count = (text: string): number => text.length;

const FUNCTION = `def total(rows):
    """Adds them up."""
    cents = 0
    for row in rows:
        cents += row.cents
    # What is left.
    rest = cents % 5
    return cents - rest
`;

const CLASS = `export class Basket {
  readonly rows: Row[] = [];

  add(row: Row): void {
    this.rows.push(row);
  }

  total(): number {
    return sum(this.rows);
  }
}
`;

describe("cutCode()", () => {
  test("keeps the first whole statements, and says how much is missing", async () => {
    const tree = await parse(FUNCTION, python);

    expect(cutCode(tree, { maxTokens: 150, count, lineComment: "#" })).toBe(
      `def total(rows):
    """Adds them up."""
    cents = 0
    for row in rows:
        cents += row.cents
    # 3 lines left out
`,
    );
  });

  test("keeps whole members, and closes the class", async () => {
    const tree = await parse(CLASS, typescript);

    expect(cutCode(tree, { maxTokens: 150, count, lineComment: "//" })).toBe(
      `export class Basket {
  readonly rows: Row[] = [];

  add(row: Row): void {
    this.rows.push(row);
  }
  // 3 lines left out
}
`,
    );
  });

  test("gives nothing for code that cannot be read, or that is one statement", async () => {
    const options = { maxTokens: 20, count, lineComment: "#" };

    expect(cutCode(await parse("def (:\n  x", python), options)).toBeUndefined();
    expect(cutCode(await parse("x = [1, 2, 3, 4, 5, 6, 7, 8, 9]\n", python), options)).toBe(
      undefined,
    );
  });

  test("gives code that parses and fits, whatever the room", async () => {
    for (const [code, grammar, lineComment] of [
      [FUNCTION, python, "#"],
      [CLASS, typescript, "//"],
      [`${FUNCTION}\n\n${FUNCTION}`, python, "#"],
    ] as const) {
      const tree = await parse(code, grammar);
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 400 }), async (maxTokens) => {
          const text = cutCode(tree, { maxTokens, count, lineComment });
          if (text === undefined) return;
          expect(text.length).toBeLessThanOrEqual(maxTokens);
          expect((await parse(text, grammar)).hasError).toBe(false);
        }),
        { numRuns: 60 },
      );
    }
  });
});
