import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { skipStart } from "./skip-start.ts";

const join = (start: string, deltas: readonly string[]) => {
  const joiner = skipStart(start);
  let text = start;
  const resets: string[] = [];
  for (const delta of deltas) {
    const { text: shown, isReset } = joiner.push(delta);
    if (isReset) resets.push(text);
    text = (isReset ? "" : text) + shown;
  }
  return { text, resets: resets.length };
};

describe("skipStart()", () => {
  test("shows what follows the start, once", () => {
    expect(join("abc", ["ab", "cd", "e"])).toEqual({ text: "abcde", resets: 0 });
  });

  test("takes whitespace at the end that comes again", () => {
    expect(join("a\n\n", ["a", "\n", "\nb"])).toEqual({ text: "a\n\nb", resets: 0 });
  });

  test("begins anew where the answer leaves the start", () => {
    expect(join("a\n    ", ["a", "\n  b", "c"])).toEqual({ text: "a\n  bc", resets: 1 });
  });

  test("gives the answer's own text, however it is cut and wherever it leaves the start", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "b", " "), maxLength: 8 }),
        fc.array(fc.string({ unit: fc.constantFrom("a", "b", " "), maxLength: 4 })),
        (start, deltas) => {
          const answer = deltas.join("");

          const { text } = join(start, deltas);

          expect(text).toBe(start.startsWith(answer) ? start : answer);
        },
      ),
    );
  });
});
