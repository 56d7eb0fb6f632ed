import { describe, expect, test } from "vitest";
import { findExplanation } from "./find-explanation.ts";

describe("findExplanation()", () => {
  test("gives what is said around the file, other blocks included", () => {
    const answer =
      "<think>hm</think>Here:\n\n```ts\nlong code;\nmore;\n```\n\nUse it:\n\n```\nf()\n```\nBye.";

    expect(findExplanation(answer)).toBe("Here:\n\nUse it:\n\n```\nf()\n```\nBye.");
  });

  test.each(["```ts\ncode\n```", "const bare = 1;\n", ""])("gives nothing for %j", (answer) => {
    expect(findExplanation(answer)).toBe("");
  });
});
