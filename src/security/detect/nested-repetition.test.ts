import { describe, expect, test } from "vitest";
import { hasNestedRepetition } from "./nested-repetition.ts";

describe("hasNestedRepetition()", () => {
  test.each([
    "^(a+)+$",
    "(a*)*",
    "([a-z]+)*",
    "(a|a)*",
    String.raw`(\w|\d)+x`,
    "(.*)*",
    "(x+x+)+y",
    "(?:a+b?)*c",
    "(?<name>a+)+",
  ])("finds %s", (pattern) => {
    expect(hasNestedRepetition(pattern)).toBe(true);
  });

  test.each([
    String.raw`(?:[ \t]*\r?\n)+`,
    String.raw`(?:\w+\s+)*x`,
    "^(?:a|b)+[a-z]*$",
    String.raw`(\d+)-(\d+)`,
    String.raw`(?:,\w+)*`,
    "((a+)b)+",
    "(.*a){10}",
    String.raw`\(a+\)+`,
    "[(a+)+]",
    "(?=a+)+b",
    "(a++)+",
    "(",
    "[",
    "(?:",
  ])("leaves %s", (pattern) => {
    expect(hasNestedRepetition(pattern)).toBe(false);
  });
});
