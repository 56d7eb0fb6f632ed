import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFences } from "../pipeline/response/read-fences.ts";
import { fence } from "./fence.ts";

describe("fence()", () => {
  test("holds text that nothing inside it can close", () => {
    const text = fc
      .array(fc.constantFrom("```", "````", "~~~", "a", "\n", "`", " "), { maxLength: 30 })
      .map((parts) => `${parts.join("")}\n`);

    fc.assert(
      fc.property(text, (inside) => {
        expect(readFences(fence(inside, "ts")).map(({ content }) => content)).toEqual([inside]);
      }),
    );
  });
});
