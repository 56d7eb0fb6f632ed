import { describe, expect, test } from "vitest";
import { numberLines, splitLines } from "./number-lines.ts";
import { toShownPath } from "./shown-path.ts";

describe("numberLines()", () => {
  test("counts lines as editors do, whatever ends them", () => {
    expect(numberLines("a\r\nb\rc\nd\n")).toBe("1 | a\n2 | b\n3 | c\n4 | d");
    expect(splitLines("")).toEqual([""]);
    expect(splitLines("\n\n")).toEqual(["", ""]);
  });

  test("lines numbers up", () => {
    expect(numberLines("x\n".repeat(10)).split("\n")[0]).toBe(" 1 | x");
  });
});

describe("toShownPath()", () => {
  test("hides where a file outside the project lies", () => {
    expect(toShownPath("src/a.ts")).toBe("src/a.ts");
    expect(toShownPath("/home/me/secret/a.ts")).toBe("a.ts");
    expect(toShownPath("C:\\me\\a.ts")).toBe("a.ts");
  });
});
