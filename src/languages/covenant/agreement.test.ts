import { describe, expect, test } from "vitest";
import { createLineIndex } from "../../std/line-index.ts";
import { analyze } from "./analyze.ts";
import { type Finding, isBlocking } from "./finding.ts";
import { CASES, MUTANTS, type Mutant } from "./fixtures/reference-rows.ts";
import type { Profile } from "./profiles.ts";

const errorsOf = (source: string, profile: Profile): readonly Finding[] =>
  analyze(source, profile).findings.filter(isBlocking);

const lineOf = (source: string, offset: number): number =>
  createLineIndex(source).position(offset).line;

/** The parts of the reference, in the order in which they speak. */
const KINDS = ["parse", "symbol", "type", "effect"] as const;

const kindOf = ({ phase, code }: Finding): (typeof KINDS)[number] => {
  if (phase === "parser") return "parse";
  if (phase === "effect_check") return "effect";
  return /^E-(?:SYMBOL-00[23]|REL-)/.test(code) ? "symbol" : "type";
};

describe("compat, against the reference's verdicts", () => {
  test.for(CASES.filter(({ profile }) => profile === "compat"))(
    "judges $file as `check` and `effects` do",
    ({ source, upstream }) => {
      const rejects = upstream.check === 1 || upstream.effects === 1;

      expect(errorsOf(source, "compat").length > 0).toBe(rejects);
    },
  );

  test.for(CASES.filter(({ profile, upstream }) => profile === "strict" && upstream.check === 0))(
    "accepts $file, which only the documents refuse",
    ({ file, source }) => {
      // The older language that the reference also reads is none of ours.
      const isOlderLanguage = file === "reject/621-strict-legacy-syntax.cov";

      expect(errorsOf(source, "compat").length > 0).toBe(isOlderLanguage);
    },
  );

  test("agrees with every mutant on the verdict", () => {
    const others = MUTANTS.filter(
      ({ source, reference }) =>
        errorsOf(source, "compat").length > 0 !==
        (reference.check === 1 || reference.effects === 1),
    );

    expect(others.map(({ id }) => id)).toEqual([]);
  });

  test("agrees with every mutant on the part that rejects", () => {
    const expected = ({ check, effects, kind }: Mutant["reference"]): string | undefined =>
      check === 1 ? kind : effects === 1 ? "effect" : undefined;
    const found = (source: string): string | undefined => {
      const kinds = new Set(errorsOf(source, "compat").map(kindOf));
      return KINDS.find((kind) => kinds.has(kind));
    };
    const others = MUTANTS.filter(({ source, reference }) => found(source) !== expected(reference));

    expect(others.map(({ id }) => id)).toEqual([]);
  });

  test("agrees with every mutant on the line, where the reference gives one", () => {
    const placed = MUTANTS.filter(({ reference }) => reference.line !== undefined);
    const others = placed.filter(({ source, reference }) => {
      const [first] = analyze(source, "compat").findings;
      const stop = first?.stopsAt ?? first?.range.start ?? -1;
      return lineOf(source, stop) !== reference.line;
    });

    expect(placed.length).toBe(1292);
    expect(others.map(({ id }) => id)).toEqual([]);
  });
});

describe("strict, against the language's documents", () => {
  test.for(CASES.filter(({ expect: wanted }) => wanted.ok))("accepts $file", ({ source }) => {
    expect(errorsOf(source, "strict")).toEqual([]);
  });

  test.for(CASES.filter(({ expect: wanted }) => !wanted.ok))(
    "rejects $file by its code, rule and line",
    ({ source, expect: wanted }) => {
      const errors = errorsOf(source, "strict");

      expect(
        errors.map(({ code, phase, rule, range }) => ({
          ok: false,
          code,
          phase,
          line: lineOf(source, range.start),
          rule,
        })),
      ).toContainEqual(wanted);
    },
  );
});
