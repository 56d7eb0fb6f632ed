/** SQL as a list of tokens, for every dialect; a text whose strings or parentheses do not close has none. */

import type { Range } from "../syntax/token.ts";

export interface SqlToken extends Range {
  readonly kind: "word" | "number" | "string" | "symbol";
  /** Words in upper case, quoted names as they are. */
  readonly text: string;
  /** A word in quotes is a name, whatever it says. */
  readonly isQuoted: boolean;
  /** How many parentheses are open around it; a parenthesis counts as outside of itself. */
  readonly depth: number;
}

/** One alternative each: comments, strings, quoted names, words, numbers, anything else. */
const TOKEN =
  /(--[^\n]*|\/\/[^\n]*|\/\*[^*]*\*+(?:[^*/][^*]*\*+)*\/)|('(?:[^']|'')*')|"((?:[^"]|"")*)"|`([^`]*)`|\[([A-Za-z_][^[\]\n]*)\]|([\p{L}_][\p{L}\p{N}_$]*)|(\d[\d.]*)|([^\s])/gsu;

/** Marks that open something and do not close it, or mean different things in different dialects. */
const UNCLEAR = /^['"`#]$/;

/** The tokens of a text without comments; `undefined` where it cannot be split for sure. */
export function tokenizeSql(text: string): readonly SqlToken[] | undefined {
  // Dollar quotes may hold anything, and a backslash may or may not go on with a string.
  if (/\$\w*\$|\\/.test(text)) return undefined;
  const tokens: SqlToken[] = [];
  let depth = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [all, comment, string, quoted, ticked, bracketed, word, number, symbol] = match;
    if (comment !== undefined) continue;
    const range = { start: match.index, end: match.index + all.length };
    const name = quoted ?? ticked ?? bracketed;
    if (symbol !== undefined && (UNCLEAR.test(symbol) || opensComment(symbol, text, range.end)))
      return undefined;
    if (symbol === ")") depth -= 1;
    if (depth < 0) return undefined;
    const isQuoted = name !== undefined;
    if (name !== undefined || word !== undefined)
      tokens.push({
        kind: "word",
        text: name ?? word?.toUpperCase() ?? "",
        isQuoted,
        depth,
        ...range,
      });
    else {
      const kind = string !== undefined ? "string" : number !== undefined ? "number" : "symbol";
      tokens.push({ kind, text: all, isQuoted, depth, ...range });
    }
    if (symbol === "(") depth += 1;
  }
  return depth === 0 ? tokens : undefined;
}

const opensComment = (symbol: string, text: string, next: number): boolean =>
  symbol === "/" && text[next] === "*";
