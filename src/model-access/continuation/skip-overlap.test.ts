import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { skipOverlap } from "./skip-overlap.ts";

const join = (text: string, continuation: string, size = 3): string => {
  const joiner = skipOverlap(text);
  const pieces = continuation.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];
  let shown = text;
  for (const next of [...pieces.map((piece) => joiner.push(piece)), joiner.end()])
    shown = (next.isReset ? "" : shown) + next.text;
  return shown;
};

describe("skipOverlap()", () => {
  test.each([
    ["goes on in the middle of a line", "```ts\nlet x = fo", "o + 1;\n```", "o + 1;\n```"],
    ["drops a line that is said again", "```ts\nlet x = fo", "let x = foo;\n```", "o;\n```"],
    ["drops it with its indentation", "f(\n    let x = fo", "    let x = foo", "o"],
    ["drops it without its indentation", "f(\n    let x = fo", "let x = foo", "o"],
    ["drops it with more indentation", "f(\n  let x = fo", "      let x = foo", "o"],
    ["drops it after a line break", "f(\n    let x = fo", "\n    let x = foo", "o"],
    ["drops a fence line that opens again", "```ts\nlet x = fo", "```ts\no;\n```", "o;\n```"],
    ["drops both", "```ts\nlet x = fo", "```ts\nlet x = foo;\n```", "o;\n```"],
    ["drops a bare fence line that opens again", "```\nlet x = fo", "```\no;\n```", "o;\n```"],
    [
      "keeps a fence line that closes",
      "```ts\nlet x = 1\n",
      "```\n\nThat is all.",
      "```\n\nThat is all.",
    ],
    ["keeps a fence that closes, alone", "```ts\nlet x = 1\n", "```", "```"],
    [
      "keeps a fence that closes, and a block after it",
      "```ts\n1\n",
      "```\n```py\n2\n```",
      "```\n```py\n2\n```",
    ],
    ["keeps a fence line outside of a block", "Look:\n", "```ts\n1\n```", "```ts\n1\n```"],
    ["keeps one letter that is the same", "let x = fo", "o", "o"],
    ["keeps brackets that are the same", "  }\n  }\n", "  }\n  }\n}\n", "  }\n  }\n}\n"],
    ["keeps nothing", "let x = 1;", "", ""],
  ])("%s", (_, text, continuation, added) => {
    for (const size of [1, 3, 1000]) expect(join(text, continuation, size)).toBe(text + added);
  });

  test("takes an answer that begins anew instead of the text", () => {
    const text = "Here it is:\n```ts\nfunction add(first: number, second) {\n  return fir";
    const anew = "```ts\nfunction add(first: number, other: number) {\n  return other;\n}\n```";

    expect(join(text, anew)).toBe(anew);
  });

  test("takes an answer that is said again from its beginning to its end once", () => {
    const text = "```ts\nfunction add(first: number, second: number) {\n  return fir";
    const whole = `${text}st + second;\n}\n\`\`\``;

    expect(join(text, whole)).toBe(whole);
  });

  test("loses and doubles nothing where nothing is said twice", () => {
    const words = fc.stringMatching(/^[a-m \n]{0,30}$/);
    const otherWords = fc.stringMatching(/^[n-z \n]{0,30}$/);
    fc.assert(
      fc.property(words, otherWords, fc.integer({ min: 1, max: 9 }), (text, added, size) => {
        expect(join(text, added, size)).toBe(text + added);
      }),
    );
  });

  test("finds a repetition of any length, however the text comes", () => {
    const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
    fc.assert(
      fc.property(
        fc.integer({ min: 12, max: 36 }),
        fc.integer({ min: 1, max: 9 }),
        (length, size) => {
          expect(join(letters, `${letters.slice(-length)}!`, size)).toBe(`${letters}!`);
        },
      ),
    );
  });
});
