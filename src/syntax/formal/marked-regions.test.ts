import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readMarkedRegions } from "./marked-regions.ts";

const read = (text: string) => readMarkedRegions(text, "//");
const faultsOf = (text: string) => read(text).faults.map(({ message }) => message);

describe("readMarkedRegions()", () => {
  test.for(["\n", "\r\n"])("gives what stands between the marker lines, with %j", (end) => {
    const text = ["// <vc-code>", "{", "}", "  // </vc-code>", ""].join(end);

    const { regions, faults } = read(text);

    expect(faults).toEqual([]);
    expect(regions.map(({ name }) => name)).toEqual(["vc-code"]);
    expect(regions.map((one) => text.slice(one.start, one.end))).toEqual([`{${end}}${end}`]);
  });

  test("gives an empty region its place", () => {
    const { regions } = read("// <vc-helpers>\n// </vc-helpers>");

    expect(regions).toEqual([{ name: "vc-helpers", start: 16, end: 16 }]);
  });

  test.for([
    ["// <vc-code>\n", "<vc-code> is not closed"],
    ["// </vc-code>\n", "</vc-code> closes nothing"],
    ["// <vc-code>\n// <vc-spec>\n// </vc-code>", "<vc-spec> begins inside <vc-code>"],
    ["// <vc-code>\n// </vc-spec>\n// </vc-code>", "</vc-spec> stands where <vc-code> is open"],
    ["// <vc-code>\n// </vc-code>\n// <vc-code>\n// </vc-code>", "<vc-code> is there twice"],
    ["// <vc-cod>\n// </vc-code>", "<vc-cod> is no known region"],
  ])("tells what is wrong with %j", ([text = "", message = ""]) => {
    expect(faultsOf(text)).toContain(message);
  });

  test("does not take a marker that is not alone in its comment", () => {
    expect(read('var s := "// <vc-code>";\nx // <vc-code>\n// <vc-code> here')).toEqual({
      regions: [],
      faults: [],
    });
  });

  test("keeps regions apart and in order, whatever the text", () => {
    const line = fc.constantFrom(
      "// <vc-code>",
      "// </vc-code>",
      "// <vc-spec>",
      "x",
      "// </vc-spec>",
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const { regions } = read(lines.join("\n"));
        for (const [index, { start, end }] of regions.entries()) {
          expect(end).toBeGreaterThanOrEqual(start);
          expect(start).toBeGreaterThanOrEqual(regions[index - 1]?.end ?? 0);
        }
      }),
    );
  });
});
