import { describe, expect, test } from "vitest";
import { briefing } from "./briefing.ts";

describe("briefing", () => {
  test("keeps to 120 words", () => {
    expect(briefing.match(/[\w.]+/g)?.length).toBeLessThanOrEqual(120);
  });
});
