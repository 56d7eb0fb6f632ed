import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lex } from "./lex.ts";

const shapes = (source: string): readonly string[] =>
  lex(source)
    .tokens.slice(0, -1)
    .map(({ kind, text }) => `${kind} ${text}`);

describe("lex()", () => {
  test("takes the longest word, and knows keywords only whole", () => {
    expect(shapes("end ends _x1 Bool")).toEqual([
      "keyword end",
      "identifier ends",
      "identifier _x1",
      "identifier Bool",
    ]);
  });

  test("reads a float only with digits on both sides", () => {
    expect(shapes("1.5 1. .5 0x10")).toEqual([
      "float 1.5",
      "integer 1",
      "punctuation .",
      "punctuation .",
      "integer 5",
      "integer 0",
      "identifier x10",
    ]);
  });

  test("keeps line breaks and escaped quotes inside a string", () => {
    expect(shapes('"a\nb\\"c"')).toEqual(['string "a\nb\\"c"']);
  });

  test("ends a triple string at the first three quotes", () => {
    expect(shapes('"""a "" b""" end')).toEqual(['triple-string """a "" b"""', "keyword end"]);
  });

  test("names what makes a token an error", () => {
    const errors = (source: string) => lex(source).tokens.flatMap(({ error }) => error ?? []);

    expect(errors("'")).toEqual(["unexpected-character"]);
    expect(errors('"abc')).toEqual(["unclosed-string"]);
    expect(errors('"""abc')).toEqual(["unclosed-triple-string"]);
    expect(errors('"a\\\nb"')).toContain("unclosed-string");
  });

  test("keeps comments apart, up to the end of their line", () => {
    expect(lex("// one\r\nend // two").comments.map(({ text }) => text)).toEqual([
      "// one\r",
      "// two",
    ]);
  });

  test("loses no character that is not blank, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (source) => {
        const { tokens, comments } = lex(source);
        const parts = [...tokens, ...comments].toSorted((a, b) => a.start - b.start);
        let at = 0;
        for (const { start, end, text } of parts) {
          expect(source.slice(at, start)).toMatch(/^[ \t\r\n\f]*$/);
          expect(source.slice(start, end)).toBe(text);
          at = end;
        }
        expect(at).toBe(source.length);
      }),
    );
  });
});
