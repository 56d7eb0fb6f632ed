import { describe, expect, test } from "vitest";
import { createLineIndex } from "../../../std/line-index.ts";
import { isBlocking } from "../finding.ts";
import { CASES, MUTANTS } from "../fixtures/reference-rows.ts";
import { parse } from "../syntax/parse.ts";
import { checkStrict } from "./check-strict.ts";

const isParsed = ({ source }: { readonly source: string }): boolean =>
  parse(source).findings.length === 0;

describe("checkStrict()", () => {
  test.for(CASES.filter(({ expect: { ok } }) => ok))("accepts $file", ({ source }) => {
    expect(checkStrict(parse(source).program).filter(isBlocking)).toEqual([]);
  });

  test.for(CASES.filter((row) => row.profile === "strict" && isParsed(row)))(
    "rejects $file as the documents say",
    ({ source, expect: expected }) => {
      const findings = checkStrict(parse(source).program);
      const lines = createLineIndex(source);

      const [first] = findings.map(({ code, phase, rule, range }) => ({
        ok: false,
        code,
        phase,
        line: lines.position(range.start).line,
        rule,
      }));
      expect(first).toEqual(expected);
    },
  );

  test("says of every mutant what to do, inside its text and in its order", () => {
    const findings = MUTANTS.filter(isParsed).map(({ source }) => ({
      source,
      findings: checkStrict(parse(source).program),
    }));

    for (const { source, findings: found } of findings) {
      expect(found.filter(({ help }) => help === undefined || help === "")).toEqual([]);
      expect(found.filter(({ range }) => range.end > source.length)).toEqual([]);
      const starts = found.map(({ range }) => range.start);
      expect(starts).toEqual(starts.toSorted((left, right) => left - right));
    }
    expect(findings.some(({ findings: found }) => found.length > 0)).toBe(true);
  });
});
