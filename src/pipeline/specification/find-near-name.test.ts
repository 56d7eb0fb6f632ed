import { describe, expect, test } from "vitest";
import { findNearName } from "./find-near-name.ts";

describe("findNearName()", () => {
  test.each([
    ["slugfy.md", "slugify.md"],
    ["sulgify.md", "slugify.md"],
    ["Slugify.MD", "slugify.md"],
    ["slugify.txt", "slugify.md"],
    ["slugify", "slugify.md"],
    ["ad.md", "add.md"],
  ])("takes %j for %j", (name, meant) => {
    expect(findNearName(name, ["zebra.md", "slugify.md", "add.md"])).toBe(meant);
  });

  test.each(["clamp.md", "", "x"])("finds nothing near %j", (name) => {
    expect(findNearName(name, ["slugify.md", "reverse-text.md"])).toBeUndefined();
  });

  test("takes the nearest of several", () => {
    expect(findNearName("spec2.md", ["spec11.md", "spec1.md", "spec22.md"])).toBe("spec1.md");
  });
});
