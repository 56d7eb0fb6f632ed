import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scanFences } from "../../std/markdown/scan-fences.ts";
import { createCodeFinder, type Piece } from "./find-code.ts";

const PREFIX = "function f(a: number): number {\n";

/** The code found in `answer`, read in pieces of `size`, blanks at its end left out; and how much was known when. */
function find(answer: string, size = 1, prefix = PREFIX, isBare = false): readonly string[] {
  const finder = createCodeFinder(prefix, { isBare });
  const found: string[] = [];
  let start = 0;
  let end = 0;
  const take = (piece: Piece): void => {
    if (piece.kind === "open") start = end = piece.start;
    // Nothing that was called code is taken back.
    if (piece.kind === "code") expect(piece.end).toBeGreaterThanOrEqual(end);
    if (piece.kind === "code") ({ end } = piece);
    if (piece.kind === "close") found.push(answer.slice(start, end));
  };
  for (let at = size; at < answer.length + size; at += size)
    finder.read(answer.slice(0, at), false).forEach(take);
  finder.read(answer, true).forEach(take);
  return found;
}

describe("createCodeFinder()", () => {
  test.each([
    [
      "in a fence",
      "Here:\n```ts\nfunction f(a: number): number {\n  return a;\n}\n```\nDone.",
      ["  return a;\n}"],
    ],
    ["that is not closed", "```ts\nfunction f(a: number): number {\n  return a;", ["  return a;"]],
    [
      "with other blanks",
      "```\n\nfunction  f( a:number ) : number  {  \r\n return a }\n```",
      [" return a }"],
    ],
    ["in a bare answer", "function f(a: number): number {\n  return a;\n}\n", ["  return a;\n}"]],
    [
      "after another block",
      "```sh\nnpm i\n```\n```ts\nfunction f(a: number): number {\n}\n```",
      ["}"],
    ],
    [
      "twice",
      "```\nfunction f(a: number): number {\n1\n```\nor\n~~~\nfunction f(a: number): number {\n2\n~~~",
      ["1", "2"],
    ],
    ["in a longer fence", "````\nfunction f(a: number): number {\n```\n}\n````", ["```\n}"]],
    [
      "behind comments",
      "```ts\n// f.ts\n/** Gives\n * a. */\nfunction f(a: number): number {\n  return a;\n}\n```",
      ["  return a;\n}"],
    ],
    ["not: in a comment", "```ts\n/* function f(a: number): number {\n  return a; */\n```", []],
    ["not: another name", "```ts\nfunction g(a: number): number {\n  return a;\n}\n```", []],
    ["not: glued words", "```ts\nfunctionf(a: number): number {\n}\n```", []],
    ["not: one line", "```ts\nfunction f(a: number): number { return a; }\n```", []],
    ["not: something before it", "```ts\nimport x;\nfunction f(a: number): number {\n}\n```", []],
    ["not: nothing at all", "", []],
    ["not: only its beginning", "```ts\nfunction f(a: num", []],
  ])("finds code %s", (_, answer, code) => {
    for (const size of [1, 3, 1000]) expect(find(answer, size)).toEqual(code);
  });

  test("takes any block where the prefix is empty, and a bare answer where it is told so", () => {
    expect(find('Look:\n```json\n{"a": 1}\n```', 2, "")).toEqual(['{"a": 1}']);
    expect(find('{"a": 1}\n', 2, "", true)).toEqual(['{"a": 1}']);
    expect(find('{"a": 1}\n', 2, "")).toEqual([]);
  });

  test("begins behind blanks that the prefix ends with", () => {
    expect(find("```\nreturn  x + 1;\n```", 1, "return ")).toEqual([" x + 1;"]);
    expect(find("```\ndo\n    x\n```", 1, "do\n  ")).toEqual(["  x"]);
  });

  test("finds the same however the answer comes, and whatever the prefix is", () => {
    const words = fc.array(
      fc.constantFrom("a", " ", "\n", "/", "*", "-", "(", "b1", "```", "```\n", "\r\n", "#"),
      {
        maxLength: 14,
      },
    );
    const comments = fc.constantFrom("", "// a\n", "/* a\n */ ", "-- a\n\n", "# /* a\n", "/- a -/");
    const prefix = fc.array(fc.constantFrom("a", " ", "\n", "(", "b1", "/", "-"), { maxLength: 5 });
    fc.assert(
      fc.property(
        words,
        prefix,
        comments,
        fc.integer({ min: 1, max: 5 }),
        (written, begins, comment, size) => {
          const start = begins.join("");
          const answer = `\`\`\`\n${comment}${start}${written.join("")}`;

          expect(find(answer, size, start)).toEqual(find(answer, answer.length + 1, start));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("finds what a reader of Markdown finds, however the answer comes", () => {
    const lines = fc.array(
      fc.constantFrom(
        "```",
        "```ts",
        "~~~",
        "let x = `a`;",
        "  ```",
        "text",
        "",
        "````",
        "``",
        "é 😀",
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 9 }), fc.boolean(), (written, size, isEnded) => {
        const answer = written.join("\n") + (isEnded ? "\n" : "");
        const expected = scanFences(answer)
          .filter(({ start }) => start === 0 || answer[start - 1] === "\n")
          .map(({ content }) => content.trimEnd());
        // A fence that is indented is none for us: what is in it is not held to anything.
        fc.pre(!/^ +`{3}/m.test(answer) && !/^(?:`{3,}|~{3,})[^\n]*$(?![^])/m.test(answer));

        expect(find(answer, size, "").map((code) => code.trim())).toEqual(
          expected.map((code) => code.trim()),
        );
      }),
    );
  });
});
