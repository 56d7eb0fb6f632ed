import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analyze } from "../analyze.ts";
import { type Finding, isBlocking } from "../finding.ts";
import { MUTANTS } from "../fixtures/reference-rows.ts";
import { arbitraryTokens, layOut } from "../format/fixtures/arbitrary-program.ts";
import type { Profile } from "../profiles.ts";
import { parse } from "../syntax/parse.ts";
import { areApplicable } from "./apply-edits.ts";
import { applyCertainFixes } from "./apply-fixes.ts";
import { isSyntaxError } from "./judge-change.ts";
import { suggestFixes } from "./suggest-fixes.ts";

const SAMPLE = MUTANTS.filter((_mutant, index) => index % 3 === 0);
const findings = (source: string, profile: Profile = "strict"): readonly Finding[] =>
  analyze(source, profile).findings;

/** Programs with a few tokens taken out, doubled or exchanged. */
const broken: fc.Arbitrary<string> = fc
  .tuple(
    arbitraryTokens,
    fc.nat(),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom("", "end", "=", "'", '"', "as", "body")), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([tokens, seed, changes]) => {
    const words = [...tokens];
    for (const [place, word] of changes)
      words.splice(place % (words.length + 1), place % 2, ...(word === "" ? [] : [word]));
    return layOut(words, seed);
  });

/** Syntax errors hide all others, so they are counted first. */
function countErrors(found: readonly Finding[]): readonly [syntax: number, all: number] {
  const errors = found.filter(isBlocking);
  return [errors.filter(isSyntaxError).length, errors.length];
}

function isNoWorse(before: readonly Finding[], after: readonly Finding[]): boolean {
  const [syntaxBefore, allBefore] = countErrors(before);
  const [syntaxAfter, allAfter] = countErrors(after);
  return syntaxAfter < syntaxBefore || (syntaxAfter === syntaxBefore && allAfter <= allBefore);
}

/** Titles of fixes of `source` that edit outside of it, or out of order. */
function badFixes(source: string): readonly string[] {
  const { program, findings: found } = analyze(source, "strict");
  return found.flatMap((each) => {
    const fixes = suggestFixes(each, program);
    const isSorted = fixes.every(
      ({ confidence }, index) => confidence <= (fixes[index - 1]?.confidence ?? 1),
    );
    const bad = fixes.filter(
      ({ edits, confidence }) =>
        edits.length === 0 || confidence <= 0 || !areApplicable(edits, source.length),
    );
    return [...bad.map(({ title }) => title), ...(isSorted ? [] : [each.rule])];
  });
}

describe("suggestFixes() of any text", () => {
  test("edits the text inside its bounds, in order, the most certain fix first", () => {
    expect(SAMPLE.flatMap(({ source }) => badFixes(source))).toEqual([]);
    fc.assert(
      fc.property(broken, (source) => {
        expect(badFixes(source)).toEqual([]);
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (source) => {
        expect(badFixes(source)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe("applyCertainFixes() of any text", () => {
  test.each([1, 0.8, 0.4])("never makes it worse with a confidence of %s", (minimumConfidence) => {
    const isKept = (source: string): boolean => {
      const { remaining, text } = applyCertainFixes(source, findings, { minimumConfidence });
      const [before, after] = [findings(source), findings(text)];
      return isNoWorse(before, after) && remaining.length === after.length;
    };

    expect(SAMPLE.filter(({ source }) => !isKept(source))).toEqual([]);
    fc.assert(fc.property(broken, isKept), { numRuns: 150 });
  });

  test("changes nothing more the second time", () => {
    const restless = SAMPLE.filter(({ source }) => {
      const { text } = applyCertainFixes(source, findings);
      return applyCertainFixes(text, findings).applied.length > 0;
    });

    expect(restless).toEqual([]);
  });

  test("keeps a program readable that was", () => {
    const readable = SAMPLE.filter(({ source }) => parse(source).findings.length === 0);
    const unreadable = readable.filter(({ source }) => {
      const { text } = applyCertainFixes(source, (each) => findings(each, "compat"));
      return parse(text).findings.length > 0;
    });

    expect(readable.length).toBeGreaterThan(100);
    expect(unreadable).toEqual([]);
  });
});
