import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findWrongSymbols } from "../scripts/wrong-symbols.ts";

const toy = new Map([
  ["src/a/read.ts", "export interface Reader { read(): string }\nexport function readAll() {}"],
  ["src/a/rules.ts", "export const ALL_RULES = [];"],
]);
const find = (markdown: string) => findWrongSymbols(markdown, { path: "docs/x.md", sources: toy });

describe("findWrongSymbols()", () => {
  test.each([
    "[readAll](../src/a/read.ts), [Reader.read](../src/a/read.ts)",
    "[ALL_RULES](../src/a/rules.ts) and [rules.ts](../src/a/rules.ts)",
    "[the port](../src/a/read.ts), [here](../src/a/read.ts)",
    "`Reader.read`, written in `src/a/read.ts`; `ThatOfOthers.read_all` is none of ours",
  ])("takes %s", (markdown) => {
    expect(find(markdown)).toEqual([]);
  });

  test.each([
    ["[readOne](../src/a/read.ts)", "../src/a/read.ts has no readOne"],
    ["[Reader, Writer](../src/a/read.ts)", "../src/a/read.ts has no Writer"],
    ["[Reader.write](../src/a/read.ts)", "../src/a/read.ts has no Reader.write"],
    ["[read.ts](../src/a/rules.ts)", "read.ts links to ../src/a/rules.ts"],
    ["`Writer.read`", "there is no Writer (`Writer.read`)"],
    ["`Reader.write`", "Reader has no write"],
    ["`src/a/write.ts`", "there is no src/a/write.ts"],
  ])("finds %s", (markdown, problem) => {
    expect(find(markdown)).toEqual([problem]);
  });
});

describe("the documents", () => {
  const sources = new Map(
    globSync("{src,test,scripts,bench,examples}/**/*.ts").map((path) => [
      path,
      readFileSync(path, "utf8"),
    ]),
  );

  test.each(globSync("{*.md,docs/**/*.md,datasets/**/*.md,src/**/*.md}"))(
    "%s names what is there",
    (path) => {
      expect(findWrongSymbols(readFileSync(path, "utf8"), { path, sources })).toEqual([]);
    },
  );
});
