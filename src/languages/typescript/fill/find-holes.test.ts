import { describe, expect, test } from "vitest";
import { findHoles } from "./find-holes.ts";

const textsOf = (text: string): readonly string[] => {
  const search = findHoles("a.ts", text);
  return search.kind === "found"
    ? search.holes.map(({ start, end }) => text.slice(start, end))
    : [`broken: ${search.why}`];
};

describe("findHoles()", () => {
  test("finds the three kinds, in order", () => {
    const text = `
      const a: string = /*?*/;
      const b = todo<number>();
      function f(x: boolean): string { if (x) throw new Error("hole"); return f(/*?*/); }`;

    expect(textsOf(text)).toEqual(["/*?*/", "todo<number>()", 'throw new Error("hole");', "/*?*/"]);
  });

  test.for([
    ["a string", 'const a = "/*?*/";'],
    ["a template", "const a = `/*?*/`;"],
    ["a comment", "// a hole is /*?*/\nconst a = 1;"],
    ["a regular expression", "const a = /[/*?*/]/;"],
    ["another error", 'throw new Error("no hole");'],
    ["a call of one's own", "todo(); todo<string>(1); list.todo<string>();"],
  ])("sees none in %s", ([, text]) => {
    expect(textsOf(text ?? "")).toEqual([]);
  });

  test.for([
    ["a type", "const a: /*?*/ = 1;"],
    ["a member's name", "const a = b./*?*/;"],
    ["a declared name", "const /*?*/ = 1;"],
    ["an assignment's target", "/*?*/ = 1;"],
    ["a statement", "/*?*/;"],
    ["nowhere", "const a = 1 /*?*/;"],
  ])("refuses one in the place of %s", ([, text]) => {
    expect(textsOf(text ?? "")).toEqual(["broken: no value can stand there"]);
  });

  test("says why a text does not parse", () => {
    expect(findHoles("a.ts", "const = /*?*/;")).toMatchObject({ kind: "broken" });
    expect(textsOf("function (")[0]).toContain("broken: Identifier expected");
  });
});
