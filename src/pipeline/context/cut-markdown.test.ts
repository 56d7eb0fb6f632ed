import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scanFences } from "../../std/markdown/scan-fences.ts";
import { cutMarkdown } from "./cut-markdown.ts";

const count = (text: string): number => text.length;
const PATTERN = "### Retry\n\nAsk again.\n\n```py\nfor try in tries:\n\n    ask()\n```\n\n- Wait.";

describe("cutMarkdown()", () => {
  test("leaves blocks out whole, and says so", () => {
    expect(cutMarkdown(PATTERN, { maxTokens: 50, count })).toBe(
      "### Retry\n\nAsk again.\n\n- Wait.\n\n(Shortened.)",
    );
    expect(cutMarkdown(PATTERN, { maxTokens: 10, count })).toBeUndefined();
  });

  test("never opens a fence that it does not close", () => {
    const block = fc.constantFrom("words", "```ts\na\n\nb\n```", "~~~\nx\n~~~", "- one\n- two");
    const text = fc.array(block, { minLength: 1, maxLength: 8 });

    fc.assert(
      fc.property(text, fc.integer({ min: 20, max: 120 }), (blocks, maxTokens) => {
        const cut = cutMarkdown(blocks.join("\n\n"), { maxTokens, count });
        if (cut === undefined) return;
        expect(cut.length).toBeLessThanOrEqual(maxTokens);
        expect(scanFences(cut).every(({ isClosed }) => isClosed)).toBe(true);
      }),
    );
  });
});
