import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeSpan } from "./code-span.ts";

describe("codeSpan()", () => {
  test("shows text as it is, on one line", () => {
    expect(codeSpan("a.b")).toBe("`a.b`");
    expect(codeSpan("a\n\tb")).toBe("`a b`");
    expect(codeSpan("x `y` z")).toBe("``x `y` z``");
    expect(codeSpan("`")).toBe("`` ` ``");
    expect(codeSpan(" ")).toBe("");
  });

  test("ends neither its cell, its line nor its own code, whatever the text holds", () => {
    const part = fc.constantFrom("`", "``", "|", "\\", "\\|", "\n", "<b>", "@you", "![](x)", "a");
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const span = codeSpan(parts.join(""));
        const [, fence = "", inner = ""] = /^(`*)([\s\S]*?)\1$/.exec(span) ?? [];

        expect(span).not.toMatch(/\n/);
        expect(span).not.toMatch(/(?<!\\)\|/);
        if (span !== "") expect(inner.match(/`+/g) ?? []).not.toContain(fence);
      }),
    );
  });

  test("cuts what is too long, and no character in two", () => {
    const span = codeSpan("😀".repeat(500));
    expect(span.length).toBeLessThan(130);
    expect(span.isWellFormed()).toBe(true);
  });
});
