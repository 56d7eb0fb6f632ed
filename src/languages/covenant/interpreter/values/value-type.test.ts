import { describe, expect, test } from "vitest";
import { readValueType } from "./value-type.ts";

const int = { kind: "int" } as const;

describe("readValueType()", () => {
  test.each([
    ["Int", int],
    [" Int ", int],
    ["List<Int>", { kind: "list", inner: int }],
    ["Int[]", { kind: "list", inner: int }],
    ["Int?", { kind: "optional", inner: int }],
    ["Map<String, List<Int>>", { kind: "map", inner: { kind: "list", inner: int } }],
    ["Map<String, Map<String, Int>>", { kind: "map", inner: { kind: "map", inner: int } }],
    [
      "Int | Shop?",
      {
        kind: "union",
        members: [int, { kind: "optional", inner: { kind: "named", name: "Shop" } }],
      },
    ],
    [
      "List<Int | None>",
      { kind: "list", inner: { kind: "union", members: [int, { kind: "none" }] } },
    ],
    ["Result<Int, String>", { kind: "named", name: "Result" }],
    ["List", { kind: "any" }],
    ["List<", { kind: "named", name: "List<" }],
    ["", { kind: "named", name: "" }],
  ])("reads %s", (text, type) => {
    expect(readValueType(text)).toEqual(type);
  });

  test("ends on hostile texts", () => {
    const deep = `${"List<".repeat(20_000)}Int${">".repeat(20_000)}`;

    expect(readValueType(deep)).toMatchObject({ kind: "list" });
    expect(readValueType("?".repeat(20_000))).toMatchObject({ kind: "optional" });
    expect(readValueType("|".repeat(20_000))).toMatchObject({ kind: "union" });
  });
});
