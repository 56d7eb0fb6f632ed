import { describe, expect, test } from "vitest";
import { isSameFile, parseFilePath } from "./file-path.ts";

describe("isSameFile()", () => {
  test.each(["src/a.ts", "./src/a.ts", "/src/a.ts", "src\\a.ts", "a.ts", "lib/src/a.ts"])(
    "takes %j for src/a.ts",
    (hint) => {
      expect(isSameFile(hint, "src/a.ts")).toBe(true);
    },
  );

  test.each(["test/a.ts", "src/aa.ts", "ba.ts", "src/a.tsx"])(
    "does not take %j for src/a.ts",
    (hint) => {
      expect(isSameFile(hint, "src/a.ts")).toBe(false);
    },
  );
});

describe("parseFilePath()", () => {
  test("leaves a line number out", () => {
    expect(parseFilePath("src/a.ts:12-20")).toBe("src/a.ts");
    expect(parseFilePath("a.py#L3")).toBe("a.py");
  });

  test.each([
    "a.b.c/d",
    "x/y",
    "1.5",
    "v1.2",
    "Math.max",
    "src/",
    ".ts",
    "a b.ts",
    "http://a.b/c.ts",
  ])("takes %j for no path", (text) => {
    expect(parseFilePath(text)).toBeUndefined();
  });
});
