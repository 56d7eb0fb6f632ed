import { rememberLately } from "../../std/remember-lately.ts";
import { type BlankedCode, blankCode } from "../../syntax/formal/blank-code.ts";
import type { LexicalRules } from "../../syntax/formal/lexical-rules.ts";
import { type Token, tokensOf } from "../../syntax/formal/tokens-of.ts";

/** How Rust, and so Verus, writes what is not code. */
export const VERUS_RULES: LexicalRules = {
  lineComments: ["//"],
  blockComment: { open: "/*", close: "*/", isNested: true },
  strings: [
    {
      open: /[bc]?r#*"/y,
      close: (opening) => `"${"#".repeat(opening.split("#").length - 1)}`,
      escapes: () => "none",
      spansLines: true,
    },
    { open: /[bc]?"/y, close: () => '"', escapes: () => "backslash", spansLines: true },
  ],
  character: /b?'(?:\\(?:u\{[0-9a-fA-F_]*\}|x[0-9a-fA-F]{2}|[^\n])|[^'\\\n])'/uy,
  lineEnd: /\r?\n/g,
  name: /(?:r#)?[\p{L}_][\p{L}\p{N}_]*/uy,
  marks: [
    "<==>",
    "==>",
    "<==",
    "&&&",
    "|||",
    "=~~=",
    "=~=",
    "!==",
    "===",
    "..=",
    "::",
    "->",
    "=>",
    "==",
    "!=",
    "<=",
    ">=",
    "&&",
    "||",
    "..",
  ],
};

export interface VerusCode extends BlankedCode {
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** Reads a text. */
export const readVerus = rememberLately((text: string): VerusCode => {
  const blanked = blankCode(text, VERUS_RULES);
  return { ...blanked, text, tokens: tokensOf(text, blanked, VERUS_RULES) };
});

/** A name without the mark that changes nothing: `r#max` is `max`. */
export const plainName = (name: string): string => name.replace(/^r#/, "");
