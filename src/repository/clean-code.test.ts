import { describe, expect, test } from "vitest";
import { cleanCode } from "./clean-code.ts";

const clean = (source: string, start = 0): string =>
  cleanCode(source, { start, end: source.length }, (text) => text.replaceAll("hunter", "[known]"));

describe("cleanCode()", () => {
  test.each([
    ["/*\n * Copyright 2020 A. All rights reserved.\n */\n/** Adds. */\nfunction a() {}\n"],
    ["// SPDX-License-Identifier: MIT\n// Licensed under MIT\n\n/** Adds. */\nfunction a() {}\n"],
  ])("takes licence headers off, and leaves other comments: %j", (source) => {
    expect(clean(source)).toBe("/** Adds. */\nfunction a() {}");
  });

  test("leaves a comment that speaks of something else", () => {
    const source = "# Adds up.\n# And more.\ndef a():\n    pass";

    expect(clean(source)).toBe(source);
  });

  test("brings a method to the margin", () => {
    const source = "class A:\n    def a(self):\n        if 1:\n            return 2\n";

    expect(clean(source, source.indexOf("def"))).toBe("def a(self):\n    if 1:\n        return 2");
  });

  test("hides secrets, those of this machine too", () => {
    expect(clean('const a = "hunter"; const password = "correct-horse";')).toBe(
      'const a = "[known]"; const password = "[secret]";',
    );
  });
});
