import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readString, scanCode } from "./scan-code.ts";

const parts = (text: string): readonly string[] =>
  scanCode(text).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);

describe("scanCode()", () => {
  test("finds comments of all kinds", () => {
    expect(parts("a // b\n# c\nd /* e\nf */ g\n-- h")).toEqual([
      "comment // b",
      "comment # c",
      "comment /* e\nf */",
      "comment -- h",
    ]);
  });

  test("sees no comment in a private field, a decrement or a string", () => {
    expect(parts(`this.#a; #b = 1; i--; "// c"; '# d'`)).toEqual([`string "// c"`, "string '# d'"]);
  });

  test("sees no string in a comment", () => {
    expect(parts(`// it's\n"a"`)).toEqual(["comment // it's", `string "a"`]);
  });

  test("reads triple quotes over several lines", () => {
    expect(parts(`x = """a "quoted" word\n# no comment\n"""  # b`)).toEqual([
      `string """a "quoted" word\n# no comment\n"""`,
      "comment # b",
    ]);
  });

  test("reads templates within templates", () => {
    const template = "`a ${f({ b: `// ${'}'} c` })} // d`";

    expect(parts(`${template} // e`)).toEqual([`string ${template}`, "comment // e"]);
    expect(parts("`${f({}, '`')}` // g")).toEqual(["string `${f({}, '`')}`", "comment // g"]);
  });

  test("skips escaped quotes", () => {
    expect(parts(String.raw`"a\" // b" // c`)).toEqual([
      String.raw`string "a\" // b"`,
      "comment // c",
    ]);
  });

  test("ends an open string with its line", () => {
    expect(scanCode("don't\n// a")).toMatchObject([
      { kind: "string", end: 5, isClosed: false },
      { kind: "comment", start: 6 },
    ]);
  });

  test("gives parts in order, inside the text, that do not overlap", () => {
    const piece = fc.constantFrom(
      "'",
      '"',
      "`",
      "${",
      "}",
      "\\",
      "//",
      "/*",
      "*/",
      "#",
      " ",
      "\n",
      "a",
      '"""',
      "--",
    );

    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join("");
        let before = 0;
        for (const { start, end } of scanCode(text)) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          before = end;
        }
        expect(before).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe("readString()", () => {
  test("says whether the string is closed", () => {
    expect(readString(`("a")`, 1)).toMatchObject({ end: 4, isClosed: true });
    expect(readString("`${`", 0)).toMatchObject({ end: 4, isClosed: false });
  });
});
