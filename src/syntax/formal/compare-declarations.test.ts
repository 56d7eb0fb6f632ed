import { describe, expect, test } from "vitest";
import type { Declaration } from "../../domain/declaration.ts";
import { compareDeclarations } from "./compare-declarations.ts";
import type { LexicalRules } from "./lexical-rules.ts";

const rules: LexicalRules = {
  lineComments: ["//"],
  blockComment: undefined,
  strings: [],
  character: undefined,
  name: /\w+/uy,
  marks: [],
};

/** Each line is a declaration: `kind name contract = body`. */
function file(...lines: readonly string[]) {
  let start = 0;
  const declarations = lines.map((line): Declaration => {
    const [head = "", body] = line.split(" = ");
    const [kind = "", name = ""] = head.split(" ");
    const end = start + line.length;
    const place = body === undefined ? undefined : { start: end - body.length, end };
    const found = { name, kind, start, end, body: place, contract: head };
    start = end + 1;
    return { ...found, isDefinition: true, promises: true, uses: [] };
  });
  return { text: lines.join("\n"), declarations };
}

const given = file("fun f x = 1 + 2", "lemma g y = 3");
const compare = (...lines: readonly string[]) =>
  compareDeclarations(given, file(...lines), {
    rules,
    hasOpenBody: ({ name }) => name === "g",
  }).map(({ kind, given: { name } }) => `${kind} ${name}`);

describe("compareDeclarations()", () => {
  test("finds nothing where only open bodies, layout and new declarations differ", () => {
    expect(compare("fun h z = 0", "fun f x = 1   +  2", "lemma g y = 99")).toEqual([]);
  });

  test.for([
    ["missing g", ["fun f x = 1 + 2"]],
    ["changed g", ["fun f x = 1 + 2", "lemma g z = 3"]],
    ["changed f", ["lemma f x = 1 + 2", "lemma g y = 3"]],
    ["body-changed f", ["fun f x = 1 + 3", "lemma g y = 3"]],
    ["body-changed f", ["fun f x", "lemma g y = 3"]],
    ["doubled f", ["fun f x = 1 + 2", "fun f x = 1 + 2", "lemma g y = 3"]],
    ["shadowed f", ["fun f x = 1 + 2", "lemma g y = 3", "fun M.f x = 0"]],
  ] as const)("tells %s", ([change, lines]) => {
    expect(compare(...lines)).toEqual([change]);
  });
});
