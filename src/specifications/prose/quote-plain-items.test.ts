import { describe, expect, test } from "vitest";
import { quotePlainItems } from "./quote-plain-items.ts";

const inField = (field: string, item: string): string =>
  quotePlainItems(`${field}:\n  - ${item}\nlanguage: toy`).split("\n")[1] ?? "";

describe("quotePlainItems()", () => {
  test.each([
    ["f({ a: 1 }) => 2", "'f({ a: 1 }) => 2'"],
    ['f(" #1") => 2 # note', "'f(\" #1\") => 2'"],
    ["f('a') throws", "'f(''a'') throws'"],
  ])("quotes the example %j", (item, quoted) => {
    expect(inField("examples", item)).toBe(`  - ${quoted}`);
  });

  test.each([
    '"f(1) => 2"',
    "{ call: f(1), returns: 2 }",
    "call: f({ a: 1 }) => 2",
    "f(1)",
    "|",
    "*a",
    "&a f(1) => 2",
  ])("leaves the example %j as it is", (item) => {
    expect(inField("examples", item)).toBe(`  - ${item}`);
  });

  test("quotes a requirement that has a colon, and a signature", () => {
    expect(inField("requirements", "Order: it's ascending")).toBe("  - 'Order: it''s ascending'");
    expect(inField("requirements", '"Order: ascending"')).toBe('  - "Order: ascending"');
    expect(inField("requirements", "Order: short # really")).toBe("  - Order: short # really");
    expect(quotePlainItems("signature: def f(a: int) -> int:\r\nx: y: z")).toBe(
      "signature: 'def f(a: int) -> int:'\nx: y: z",
    );
  });

  test("leaves other fields and items over several lines as they are", () => {
    const yaml =
      "context:\n- a: b => c\nexamples:\n- f(\n    { a: 1 }) => 2\n- g(1) => 1\n  + 1\nsignature: a: b\n  c\n";

    expect(quotePlainItems(yaml)).toBe(yaml);
  });
});
