import { describe, expect, test } from "vitest";
import { typescript } from "../../languages/typescript/index.ts";
import { createSyntaxParser } from "../../platform/syntax-parser.ts";
import { createChooser } from "./chooser.ts";
import { mutateCode } from "./mutate-code.ts";

const syntax = createSyntaxParser();
const mutate = async (text: string, seed = 1) => {
  if (typescript.grammar === undefined) throw new TypeError("there is no grammar");
  return mutateCode((await syntax.parse(text, typescript.grammar)).root, createChooser(seed));
};
const linesOf = async (text: string) => (await mutate(text)).map((each) => each.text).toSorted();

describe("mutateCode()", () => {
  test.each([
    ["a < b", ["a <= b"]],
    ["a && b", ["a || b"]],
    ["f(3)", ["f", "f(4)"].slice(1)],
    ["list.slice(1)", ["list", "list.slice(2)"]],
    ['x === "on"', ['x !== "on"', 'x === ""']],
    ["if (a) return true;", ["", "if (a) return false;"]],
    ["type A = 1 | 2;", []],
    ['import { a } from "b";', []],
    ["", []],
  ])("puts one mistake into %s", async (text, mistakes) => {
    expect(await linesOf(text)).toEqual([...mistakes].toSorted());
  });

  test("keeps what has an alternative, and decides the order by the seed", async () => {
    const code = "if (a > 1) b(); else c();";

    expect(await linesOf(code)).not.toContain("");
    expect(await mutate(code, 3)).toEqual(await mutate(code, 3));
  });
});
