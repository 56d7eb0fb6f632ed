import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvLine } from "./csv-line.ts";

/** RFC 4180, read back: a quoted field holds anything, and a quotation mark twice. */
const parse = (record: string): readonly string[] =>
  [...record.slice(0, -2).matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/gs)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
  );

describe("csvLine()", () => {
  test("reads back as it was, whatever a text holds", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('"', ",", "\r", "\n", " ", "ä", "=", "x") }), {
          minLength: 1,
        }),
        (texts) => {
          const harmless = texts.map((text) => `x${text.toWellFormed().replaceAll("\0", "")}`);

          expect(csvLine(harmless).endsWith("\r\n")).toBe(true);
          expect(parse(csvLine(harmless))).toEqual(harmless);
        },
      ),
      { numRuns: 50 },
    );
  });

  test("keeps numbers and truth values as they are, and nothing for undefined", () => {
    expect(csvLine([1, -2.5, true, undefined, ""])).toBe("1,-2.5,true,,\r\n");
  });

  test.each(["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1+1"])(
    "gives a spreadsheet no formula: %j",
    (formula) => {
      const [field] = parse(csvLine([formula]));
      expect(field).toBe(`'${formula}`);
    },
  );
});
