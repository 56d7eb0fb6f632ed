import { describe, expect, test } from "vitest";
import { formatShare } from "./format-share.ts";

describe("formatShare()", () => {
  test("shows whole percents, and a dash for none", () => {
    expect([formatShare(0.256), formatShare(0), formatShare(undefined)]).toEqual([
      "26 %",
      "0 %",
      "-",
    ]);
  });
});
