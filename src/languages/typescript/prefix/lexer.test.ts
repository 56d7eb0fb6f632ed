import { describe, expect, test } from "vitest";
import { type Lexer, START, step } from "./lexer.ts";

/** What each character of `text` is inside of, after it. */
function read(text: string): readonly Lexer[] {
  let lexer = START;
  return [...text].map((char, at) => {
    lexer = step(lexer, char, at, text.slice(0, at));
    return lexer;
  });
}

const insideAt = (text: string, mark: string): string | undefined =>
  read(text)[text.indexOf(mark)]?.inside;

describe("step()", () => {
  test.each([
    ["const a = 'x @ y'", "single"],
    ['const a = "it\\"s @"', "double"],
    ["const a = `x ${y} @`", "template"],
    ["const a = `x ${ {b: 1}.b } @`", "template"],
    ["a / b; // @", "line-comment"],
    ["a /* * @ */ b", "block-comment"],
    ["x.replace(/[/@]/g, y)", "regex"],
    ["return /@/.test(x)", "regex"],
    ["a = /'/; /@/", "regex"],
    ["a /* x */ @", "code"],
    ["a // '\n @", "code"],
    ["`a` @", "code"],
    ["`${`b`}` @", "code"],
    ["/a'/.test(b) @", "code"],
    ["a / b / @", "code"],
  ])("%s is inside of %s at @", (text, inside) => {
    expect(insideAt(text, "@")).toBe(inside);
  });

  test("keeps braces of blocks and templates apart, and is the same object while one is open", () => {
    const states = read("{ a; `${b}` ; { } ");
    const opened = states[0]?.braces;
    expect(opened?.kind).toBe("{");
    expect(states.at(-1)?.braces).toBe(opened);
    expect(states[8]?.braces?.kind).toBe("$");
  });
});
