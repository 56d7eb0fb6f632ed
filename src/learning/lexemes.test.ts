import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DIALECTS } from "./dialects.ts";
import { lex } from "./lexemes.ts";

const [script, python] = DIALECTS.map(({ lexer }) => lexer) as [never, never];

describe("lex()", () => {
  test("keeps names and marks, and nothing of comments, numbers and strings", () => {
    const text =
      'const a1 = "secret" + 0x1F; // note\nreturn a?.b ?? `x ${y}` /* never */ => /re"g/g;';

    expect(lex(text, script).lexemes.join(" ")).toBe(
      'const a1 = " + 0 ; return a ?. b ?? ` => /r/ ;',
    );
  });

  test("divides where a value stands before", () => {
    expect(lex("a / b / c; x = /a/.test(y)", script).lexemes.join(" ")).toBe(
      "a / b / c ; x = /r/ . test ( y )",
    );
  });

  test("knows the prefixes and long strings of the other dialect", () => {
    const text = "x = rb'a' + f\"b\" # no\ny = '''c\nd''' or _r";

    expect(lex(text, python).lexemes.join(" ")).toBe(`x = ' + " y = ''' or _r`);
  });

  test.each([
    ['const a = "b', true, false],
    ["a // b", true, false],
    ["a /* b", true, false],
    ["a // b\n", false, false],
    ["a.b", false, true],
    ["a.b ", false, false],
    ["a.", false, false],
  ])("says of %j whether it ends in text, or in a word", (text, isInText, isOpen) => {
    expect(lex(text, script)).toMatchObject({ isInText, isOpen });
  });

  test("ends for any text, and every lexeme is out of it or a stand-in", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.constantFrom(script, python), (text, rules) => {
        const { lexemes } = lex(text, rules);

        expect(lexemes.length).toBeLessThanOrEqual(text.length);
        expect(lexemes.every((it) => it === "0" || it === "/r/" || text.includes(it))).toBe(true);
      }),
    );
  });
});
