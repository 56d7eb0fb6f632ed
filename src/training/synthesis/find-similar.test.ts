import { describe, expect, test } from "vitest";
import { closestOf, fingerprint, NEAR_DUPLICATE, similarity } from "./find-similar.ts";

const print = (text: string, reference = text, name = "f") =>
  fingerprint({ name, text, signature: "", reference });
const LONG =
  "Tell whether a value that came from outside is an order with a number and a name, and give back what is wrong with it, in the order of its fields.";

describe("similarity()", () => {
  test("is 1 for the same words, and for the same code under another name", () => {
    expect(similarity(print(LONG, "a"), print(LONG, "b"))).toBe(1);
    expect(
      similarity(
        print("one two three", "f(x)"),
        print("four five six", "g( x)".replace(" ", ""), "g"),
      ),
    ).toBe(1);
  });

  test("is above the limit where a word differs, and far below it for another wish", () => {
    expect(similarity(print(LONG, "a"), print(LONG.replace("name", "place"), "b"))).toBeGreaterThan(
      NEAR_DUPLICATE,
    );
    expect(
      similarity(print(LONG, "a"), print("Sort the lines by their length.", "b")),
    ).toBeLessThan(0.1);
  });

  test("does not look at code that the text quotes", () => {
    const [one, other] = ["a b c d", "e f g h"].map((code, at) =>
      print(`${LONG}\n\n\`\`\`\n${code}\n\`\`\`\n`, String(at)),
    );

    expect(similarity(one as never, other as never)).toBe(1);
  });
});

describe("closestOf()", () => {
  test("is 0 where there is no other", () => {
    expect(closestOf(print(LONG), [])).toBe(0);
  });
});
