import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blankCode } from "./blank-code.ts";
import type { LexicalRules } from "./lexical-rules.ts";
import { joinTokens, tokensOf } from "./tokens-of.ts";

const rules: LexicalRules = {
  lineComments: ["//"],
  blockComment: { open: "/*", close: "*/", isNested: true },
  strings: [
    { open: /@"/uy, close: () => '"', escapes: () => "doubled", spansLines: true },
    {
      open: /r#+"/uy,
      close: (opening) => `"${opening.slice(1, -1)}`,
      escapes: () => "none",
      spansLines: true,
    },
    { open: /"/uy, close: () => '"', escapes: () => "backslash", spansLines: false },
  ],
  character: /'(?:\\.|[^'\\\n])'/uy,
  name: /[\p{L}_][\p{L}\p{N}_']*/uy,
  marks: [":=", "=="],
};
const codeOf = (text: string): string => blankCode(text, rules).code;
const tokens = (text: string): string => joinTokens(tokensOf(text, blankCode(text, rules), rules));

describe("blankCode()", () => {
  test.for([
    ["a // b\nc", "a     \nc"],
    ["a /* b /* c */ d */ e", `a ${" ".repeat(17)} e`],
    ['x "// no" y', "x         y"],
    ['@"a ""b"" /*" c', `${" ".repeat(13)} c`],
    ['r##"a"# b"## c', `${" ".repeat(12)} c`],
    ["x' '\"' y", "x'     y"],
    ["'a' b'", "    b'"],
    ['"\\"" z', "     z"],
    ["// a\r/*", "    \r  "],
  ])("leaves only code of %j", ([text = "", code = ""]) => {
    expect(codeOf(text)).toBe(code);
  });

  test.for([
    ["/* a", "comment"],
    ["/* /* */", "comment"],
    ['x := "a\nb"', "string"],
    ['@"a ""', "string"],
  ])("tells that %j does not end", ([text = "", kind = ""]) => {
    expect(blankCode(text, rules).unclosed).toMatchObject({ kind, isClosed: false });
  });

  test("keeps length and line breaks, whatever the text", () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('"', "'", "/*", "*/", "//", "\n", "\r\n", "\\", '@"', 'r#"', "x'"),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join("");
        const { code, parts } = blankCode(text, rules);

        expect(code).toHaveLength(text.length);
        expect([...code.matchAll(/[\r\n]/g)].map(({ index }) => index)).toEqual(
          [...text.matchAll(/[\r\n]/g)].map(({ index }) => index),
        );
        for (const [index, { start, end }] of parts.entries()) {
          expect(end).toBeGreaterThan(start);
          expect(start).toBeGreaterThanOrEqual(parts[index - 1]?.end ?? 0);
        }
      }),
    );
  });
});

describe("tokensOf()", () => {
  test("does not see layout and comments", () => {
    expect(tokens("a:=b// c\n +1.5")).toBe("a := b + 1.5");
    expect(tokens("a /* x */ := /* y */ b+\n1.5")).toBe("a := b + 1.5");
  });

  test("keeps strings and characters as they are", () => {
    expect(tokens("f( \"a  //b\", ' ' )")).toBe("f ( \"a  //b\" , ' ' )");
  });

  test("tells `..` from a number's point", () => {
    expect(tokens("s[1..2]")).toBe("s [ 1 . . 2 ]");
  });
});
