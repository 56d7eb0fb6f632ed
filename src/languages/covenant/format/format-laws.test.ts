import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analyze } from "../analyze.ts";
import { MUTANTS } from "../fixtures/reference-rows.ts";
import { lex } from "../syntax/lex.ts";
import { parse } from "../syntax/parse.ts";
import { arbitrarySource, arbitraryTokens, layOut } from "./fixtures/arbitrary-program.ts";
import { meaningOf } from "./fixtures/meaning.ts";
import { format } from "./format.ts";

const formatted = (source: string): string => {
  const result = format(source);
  return result.kind === "formatted" ? result.text : `refused: ${source}`;
};
const meaning = (source: string): unknown => meaningOf(parse(source).program);
/** All that is said of a program, the order of its sections aside. */
const verdict = (source: string): readonly string[] =>
  analyze(source, "strict")
    .findings.filter(({ rule }) => rule !== "section_order")
    .map(({ rule, message }) => `${rule}: ${message}`)
    .toSorted();
const comments = (source: string): readonly string[] =>
  lex(source)
    .comments.map(({ text }) => text.trim())
    .toSorted();

describe("format() of any program", () => {
  test("is read again, and means the same", () => {
    fc.assert(
      fc.property(arbitrarySource, (source) => {
        expect(parse(source).findings).toEqual([]);
        expect(meaning(formatted(source))).toEqual(meaning(source));
      }),
      { numRuns: 300 },
    );
  });

  test("changes nothing the second time", () => {
    fc.assert(
      fc.property(arbitrarySource, (source) => {
        const once = formatted(source);

        expect(formatted(once)).toBe(once);
      }),
      { numRuns: 300 },
    );
  });

  test("keeps every comment", () => {
    fc.assert(
      fc.property(arbitrarySource, (source) => {
        expect(comments(formatted(source))).toEqual(comments(source));
      }),
      { numRuns: 200 },
    );
  });

  test("is checked as before", () => {
    fc.assert(
      fc.property(arbitrarySource, (source) => {
        expect(verdict(formatted(source))).toEqual(verdict(source));
      }),
      { numRuns: 200 },
    );
  });

  test("does not depend on the layout, where none of it is kept as written", () => {
    const kept = new Set(["SELECT", "INSERT", "[", "{"]);
    const withoutComments = (text: string): string =>
      text.replace(/^ *\/\/ .*\n/gm, "").replace(/ \/\/ (?:first|above|more)$/gm, "");
    fc.assert(
      fc.property(
        arbitraryTokens.filter((tokens) => !tokens.some((token) => kept.has(token))),
        fc.nat(),
        fc.nat(),
        (tokens, seed, otherSeed) => {
          const text = withoutComments(formatted(layOut(tokens, seed)));

          expect(withoutComments(formatted(layOut(tokens, otherSeed)))).toBe(text);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("format() of the reference's mutants", () => {
  const readable = MUTANTS.filter(({ source }) => parse(source).findings.length === 0);

  test("holds the same laws", () => {
    const unlawful = readable.filter(({ source }) => {
      const text = formatted(source);
      const [before, after] = [source, text].map((each) => [meaning(each), verdict(each)]);
      return formatted(text) !== text || !isDeepStrictEqual(before, after);
    });

    expect(readable.length).toBeGreaterThan(500);
    expect(unlawful).toEqual([]);
  });
});
