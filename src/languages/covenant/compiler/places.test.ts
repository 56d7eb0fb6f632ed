import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPlaces } from "./places.ts";

/** What the compiler's printer shows of a byte offset, which it takes for a count of characters. */
function print(source: string, byte: number): string | undefined {
  const characters = [...source];
  if (byte > characters.length) return undefined;
  const before = characters.slice(0, byte).join("");
  // A carriage return whose line feed comes next has not ended its line yet.
  const isTorn = before.endsWith("\r") && characters[byte] === "\n";
  const lines = (isTorn ? before.slice(0, -1) : before).split(/\r\n|[\r\n\v\f\u0085\u2028\u2029]/);
  const column = [...(lines.at(-1) ?? "")].length + (isTorn ? 2 : 1);
  return `   ╭─[a/b.cov:${lines.length}:${column}]`;
}

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom("\n", "\r\n", "\r", "\f", "\u2028", "ö", "€", "😀", "a", " ", '"'),
      fc.string({ unit: "binary", maxLength: 3 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(""));

describe("createPlaces()", () => {
  test("undoes the drift behind text that is not ASCII", () => {
    const source = '// „Größe“\nsnippet id="a"\nend\nend\nend\n';
    const at = source.indexOf("id");

    // It stands at 2:9, with 6 more bytes than characters before it.
    const { fromReport } = createPlaces(source);

    expect(fromReport("  ╭─[a.cov:2:15]")).toEqual({ start: at, end: at });
  });

  test.each(["   ╭─[a/b.cov:2:3]", "   ╭─[ a/b.cov:2:3 ]", "    ,-[C:\\temp\\b.cov:2:3]"])(
    "reads %j",
    (line) => {
      expect(createPlaces("ab\ncdef").fromReport(line)).toEqual({ start: 5, end: 5 });
    },
  );

  test.each(["  ╭─[a.cov:?:?]", "  │", "", "  ╭─[a.cov:9:1]", "  ╭─[a.cov:0:1]"])(
    "finds no place in %j",
    (line) => {
      expect(createPlaces("ab\ncd").fromReport(line)).toBeUndefined();
    },
  );

  test("fromReport() finds every place that can be printed", () => {
    fc.assert(
      fc.property(text, fc.nat(), (source, seed) => {
        const characters = [...source];
        const start = characters.slice(0, seed % (characters.length + 1)).join("").length;
        const printed = print(source, Buffer.byteLength(source.slice(0, start)));
        fc.pre(printed !== undefined);

        expect(createPlaces(source).fromReport(printed)).toEqual({ start, end: start });
      }),
      { numRuns: 1000 },
    );
  });

  test("fromByte() is the inverse of counting bytes", () => {
    fc.assert(
      fc.property(text, fc.nat(), (source, seed) => {
        const characters = [...source];
        const start = characters.slice(0, seed % (characters.length + 1)).join("").length;

        expect(createPlaces(source).fromByte(Buffer.byteLength(source.slice(0, start)))).toBe(
          start,
        );
      }),
    );
  });
});
