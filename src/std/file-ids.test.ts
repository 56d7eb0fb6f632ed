import { describe, expect, test } from "vitest";
import { isFileId, toFileIds } from "./file-ids.ts";

describe("isFileId()", () => {
  test.each([
    ["20261121-093012-k3f9qa", true],
    ["../secrets", false],
    ["a/b", false],
    ["", false],
  ])("of %s says %s", (text, expected) => {
    expect(isFileId(text)).toBe(expected);
  });
});

describe("toFileIds()", () => {
  test("sorts what has the ending, and leaves out the rest", () => {
    expect(toFileIds(["b.jsonl", "notes.txt", "a.jsonl"], ".jsonl")).toEqual(["a", "b"]);
  });
});
