import { describe, expect, test } from "vitest";
import { type Fence, readFences } from "./read-fences.ts";

const only = (text: string): Fence => {
  const fences = readFences(text);
  expect(fences).toHaveLength(1);
  return fences[0]!;
};
const pathOf = (text: string): string | undefined => only(text).filePath;
const infoOf = (info: string): readonly [string | undefined, string | undefined] => {
  const { language, filePath } = only(`\`\`\`${info}\nx\n\`\`\``);
  return [language, filePath];
};

describe("readFences()", () => {
  test("tells all there is to know of a block", () => {
    const text = 'Here:\n\n```TS title="src/a.ts"\nlet a = 1;\n```\nDone.';

    expect(readFences(text)).toEqual([
      {
        info: 'TS title="src/a.ts"',
        language: "ts",
        filePath: "src/a.ts",
        content: "let a = 1;\n",
        span: { start: 7, end: 44 },
        line: 3,
        isClosed: true,
      },
    ]);
  });

  test.each([
    ["ts", "ts", undefined],
    ["", undefined, undefined],
    ["ts src/a.ts", "ts", "src/a.ts"],
    ['ts title="src/my a.ts"', "ts", undefined],
    ["ts filepath: src/a.ts", "ts", "src/a.ts"],
    ["ts filename=a.ts {1,3}", "ts", "a.ts"],
    ["ts path='src/a.ts'", "ts", "src/a.ts"],
    ["src/a.ts:12", undefined, "src/a.ts"],
    ["12:15:src/a.ts", undefined, "src/a.ts"],
    ["ts:src/a.ts", "ts", "src/a.ts"],
    ["src\\a.ts#L3-L9", undefined, "src\\a.ts"],
    ["filepath: src/a.ts", undefined, "src/a.ts"],
    ["app/[id]/page.tsx", undefined, "app/[id]/page.tsx"],
    ["{.py .numberLines}", "py", undefined],
    ["ts{1,3-5}", "ts", undefined],
    ["ts showLineNumbers", "ts", undefined],
    ["language-ts", "ts", undefined],
    ["c++", "c++", undefined],
    ["ts see https://a.b/c.ts", "ts", undefined],
  ])("reads the info string %j", (info, language, filePath) => {
    expect(infoOf(info)).toEqual([language, filePath]);
  });

  test.each([
    "// filepath: src/a.ts",
    "# file: src/a.ts",
    "/* File: src/a.ts */",
    "<!-- path=src/a.ts -->",
  ])("takes the path from %j and the line out of the content", (comment) => {
    expect(only(`\`\`\`\n${comment}\nx\n\`\`\``)).toMatchObject({
      filePath: "src/a.ts",
      content: "x\n",
    });
  });

  test("leaves a comment that is a bare path in the content", () => {
    expect(only("```\n// src/a.ts\nx\n```")).toMatchObject({
      filePath: "src/a.ts",
      content: "// src/a.ts\nx\n",
    });
  });

  test.each([
    "// file: the one below",
    "#!/usr/bin/env node",
    "// see src/a.ts",
    "# Math.max",
    "// 1.5",
  ])("takes %j for a comment like any other", (comment) => {
    expect(only(`\`\`\`\n${comment}\n\`\`\``)).toMatchObject({
      filePath: undefined,
      content: `${comment}\n`,
    });
  });

  test.each([
    "**src/a.ts**",
    "`src/a.ts`:",
    "### src/a.ts",
    "### 1. `src/a.ts`",
    "filepath: src/a.ts",
    "**File: `src/a.ts`**",
    "**`src/a.ts`**:",
    "src/a.ts:",
    "`src/a.ts` (new)",
  ])("takes the path from the line %j before the block", (line) => {
    expect(pathOf(`Text.\n\n${line}\n\`\`\`ts\nx\n\`\`\``)).toBe("src/a.ts");
    expect(pathOf(`${line}\r\n\r\n\`\`\`ts\r\nx\r\n\`\`\``)).toBe("src/a.ts");
  });

  test("takes the path from a list item or quote that holds the block", () => {
    expect(pathOf("1. `src/a.ts`:\n\n   ```ts\n   x\n   ```")).toBe("src/a.ts");
    expect(pathOf("> **src/a.ts**\n>\n> ```ts\n> x\n> ```")).toBe("src/a.ts");
  });

  test.each(["Put this into `src/a.ts`:", "and/or", "**Math.max**", "Version 1.2:", "e.g."])(
    "takes %j before the block for text",
    (line) => {
      expect(pathOf(`${line}\n\`\`\`ts\nx\n\`\`\``)).toBeUndefined();
    },
  );

  test("does not take the path of the block before", () => {
    const [, second] = readFences("~~~\n`src/a.ts`\n~~~\n~~~\nx\n~~~");

    expect(second?.filePath).toBeUndefined();
  });

  test("prefers the info string to a comment, and a comment to the line before", () => {
    expect(pathOf("`c.ts`\n```ts a.ts\n// b.ts\n```")).toBe("a.ts");
    expect(pathOf("`c.ts`\n```ts\n// b.ts\n```")).toBe("b.ts");
  });
});
