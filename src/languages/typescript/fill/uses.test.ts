import ts from "typescript";
import { expect, test } from "vitest";
import { countUses } from "./uses.ts";

const usesIn = (text: string) =>
  Object.fromEntries(countUses(ts.createSourceFile("a.ts", text, ts.ScriptTarget.Latest, true)));

test.for([
  ["a declaration", "const a = 1;", {}],
  ["a use", "const a = 1; f(a, a);", { f: 1, a: 2 }],
  ["a member's name", "a.b.c;", { a: 1 }],
  ["a field", "({ a: b, c });", { b: 1, c: 1 }],
  ["a parameter and its default", "function f(a = b) {}", { b: 1 }],
  ["what is taken apart", "const { a: b = c } = d;", { c: 1, d: 1 }],
  ["an import", 'import a, { b as c } from "d";', {}],
  ["this", "class A { b = this.c; }", { this: 1 }],
] as const)("countUses() knows %s", ([, text, uses]) => {
  expect(usesIn(text)).toEqual(uses);
});
