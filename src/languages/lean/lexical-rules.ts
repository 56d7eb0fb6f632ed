import { rememberLately } from "../../std/remember-lately.ts";
import { type BlankedCode, type BlankPart, blankCode } from "../../syntax/formal/blank-code.ts";
import type { LexicalRules } from "../../syntax/formal/lexical-rules.ts";
import { type Token, tokensOf } from "../../syntax/formal/tokens-of.ts";

const PART =
  "(?:«[^»\\n]*»|(?:(?![λΠΣ])\\p{L}|_)[\\p{L}\\p{Nd}_'!?\\u2080-\\u209C\\u1D62-\\u1D6A\\u2C7C]*)";

/** How Lean 4 writes what is not code. A name is one token with its dots; `s!"` is no name. */
export const LEAN_RULES: LexicalRules = {
  lineComments: ["--"],
  blockComment: { open: "/-", close: "-/", isNested: true },
  strings: [
    {
      open: /r(?:"|#+")/y,
      close: (opening) => `"${opening.slice(1, -1)}`,
      escapes: () => "none",
      spansLines: true,
    },
    { open: /(?:[smf]!)?"/y, close: () => '"', escapes: () => "backslash", spansLines: true },
  ],
  character: /'(?:\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[^\n])|[^'\\\n])'/uy,
  lineEnd: /\r?\n/g,
  number:
    /0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d[\d_]*)?/uy,
  name: new RegExp(`${PART}(?:\\.${PART})*`, "uy"),
  marks: [":=", "=>", "->", "<-", "∀", "@[", "#[", "⟨", "⟩", "::", "..", "<;>", "//"],
};

/** A text with what is code in it. */
export interface LeanCode extends BlankedCode {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Strings whose `{}` hold code again that holds a string: nobody can tell where they end. */
  readonly unreadable: readonly BlankPart[];
}

/** Reads a text; code inside of `s!"{…}"` counts as code. */
export const readLean = rememberLately((text: string): LeanCode => {
  const blanked = blankCode(text, LEAN_RULES);
  const holes = blanked.parts.filter((part) => isInterpolated(text, part));
  let { code } = blanked;
  for (const { start, end } of holes)
    for (const { index, 0: hole } of text.slice(start, end).matchAll(/(?<!\\)\{[^{}]*\}/g))
      code = splice(code, start + index + 1, hole.slice(1, -1));
  const tokens = tokensOf(text, blanked, LEAN_RULES);
  const inner = holes.length === 0 ? [] : tokensInside(text, code, holes);
  return {
    ...blanked,
    code,
    text,
    tokens: [...tokens, ...inner].toSorted((a, b) => a.start - b.start),
    unreadable: holes.filter(({ start, end }) => !isBalanced(text.slice(start, end))),
  };
});

const splice = (code: string, at: number, piece: string): string =>
  code.slice(0, at) + piece + code.slice(at + piece.length);

const isInterpolated = (text: string, { kind, start, end }: BlankPart): boolean =>
  kind === "string" &&
  /^[smf]!/.test(text.slice(start, start + 2)) &&
  text.slice(start, end).includes("{");

/** Whether its braces are paired: else a string inside of them ended it too early. */
function isBalanced(text: string): boolean {
  const marks = text.replace(/\\[{]/g, "").match(/[{}]/g) ?? [];
  let depth = 0;
  for (const mark of marks) {
    depth += mark === "{" ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

function tokensInside(text: string, code: string, holes: readonly BlankPart[]): readonly Token[] {
  const words: Token[] = [];
  for (const { start, end } of holes) {
    const inside = " ".repeat(start) + code.slice(start, end);
    words.push(...tokensOf(inside, { code: inside, parts: [], unclosed: undefined }, LEAN_RULES));
  }
  return words.filter(({ start }) => text.charAt(start).trim() !== "");
}

/** A name without the quotation marks that change nothing: `«solve»` is `solve`. */
export const plainName = (name: string): string => name.replace(/[«»]/g, "");

/** The last part of a dotted name. */
export const lastPart = (name: string): string => {
  const plain = plainName(name);
  return plain.slice(plain.lastIndexOf(".") + 1);
};
