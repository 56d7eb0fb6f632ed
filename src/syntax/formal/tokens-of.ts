import { type BlankedCode, matchAt } from "./blank-code.ts";
import type { LexicalRules } from "./lexical-rules.ts";

export interface Token {
  /** As it stands in the file; a string or a character is one token. */
  readonly text: string;
  readonly kind: "name" | "number" | "literal" | "mark";
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
}

/** Numbers of languages that allow a suffix: `1u8`. */
const NUMBER = /\d[\p{L}\p{N}_]*(?:\.\d[\p{L}\p{N}_]*)?/uy;

/** The tokens of a text, comments left out; `blanked` is `blankCode(text, rules)`. */
export function tokensOf(
  text: string,
  { code, parts }: BlankedCode,
  rules: LexicalRules,
): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const readUpTo = (end: number): void => {
    while (at < end) {
      if (/\s/.test(code.charAt(at))) {
        at += 1;
        continue;
      }
      const token = readToken(code, at, end, rules);
      tokens.push(token);
      at = token.end;
    }
  };
  for (const { kind, start, end } of parts) {
    readUpTo(start);
    if (kind !== "comment")
      tokens.push({ text: text.slice(start, end), kind: "literal", start, end });
    at = end;
  }
  readUpTo(text.length);
  return tokens;
}

function readToken(code: string, start: number, limit: number, rules: LexicalRules): Token {
  const token = (text: string, kind: Token["kind"]): Token => {
    const end = Math.min(start + text.length, limit);
    return { text: code.slice(start, end), kind, start, end };
  };
  const number = matchAt(rules.number ?? NUMBER, code, start);
  if (number !== undefined) return token(number, "number");
  const name = matchAt(rules.name, code, start);
  if (name !== undefined) return token(name, "name");
  const mark = rules.marks.find((one) => code.startsWith(one, start));
  return token(mark ?? String.fromCodePoint(code.codePointAt(start) ?? 0), "mark");
}

/** The fingerprint of a run of tokens: layout and comments do not count. */
export const joinTokens = (tokens: readonly Token[]): string =>
  tokens.map(({ text }) => text).join(" ");
