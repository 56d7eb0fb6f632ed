import { expect, test } from "vitest";
import { rememberLately } from "./remember-lately.ts";

test("rememberLately() reads a text once, until others came after it", () => {
  const asked: string[] = [];
  const read = rememberLately((text) => {
    asked.push(text);
    return text.length === 0 ? undefined : text.length;
  }, 2);

  expect(["a", "a", "", "", "a", "bb", "a"].map(read)).toEqual([
    1,
    1,
    undefined,
    undefined,
    1,
    2,
    1,
  ]);
  expect(asked).toEqual(["a", "", "bb", "a"]);
});
