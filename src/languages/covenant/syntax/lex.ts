import { KEYWORDS } from "../tables/keywords.ts";
import type { Comment, LexicalError, Token, TokenKind, TokenList } from "./token.ts";

const PAIRS: ReadonlySet<string> = new Set([":=", "!=", "<=", ">=", "&&", "||", "->", "=>", "::"]);
const SINGLES: ReadonlySet<string> = new Set("=<>+-*/%!(){}[]|,:;.?");

/** Splits a source text. Every character that is no blank lies in exactly one token or comment. */
export function lex(source: string): TokenList {
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  let at = 0;
  /** No string that begins before this place is closed: known from a scan that failed there. */
  let unclosedUntil = 0;

  const push = (kind: TokenKind, end: number, error?: LexicalError): void => {
    const text = source.slice(at, end);
    tokens.push({ kind, text, start: at, end, index: tokens.length, error });
    at = end;
  };

  while (at < source.length) {
    const code = source.charCodeAt(at);
    if (isBlank(code)) at += 1;
    else if (isWordStart(code)) {
      const end = endOfRun(source, at + 1, isWordPart);
      push(KEYWORDS.has(source.slice(at, end)) ? "keyword" : "identifier", end);
    } else if (code === QUOTE) {
      const found = at < unclosedUntil ? unclosed(at, unclosedUntil) : scanString(source, at);
      unclosedUntil = Math.max(unclosedUntil, found.failedAt);
      push(found.kind, found.end, found.error);
    } else if (isDigit(code)) {
      const { kind, end } = scanNumber(source, at);
      push(kind, end);
    } else if (code === SLASH && source.charCodeAt(at + 1) === SLASH) {
      const end = endOfLine(source, at);
      comments.push({ text: source.slice(at, end), start: at, end });
      at = end;
    } else if (PAIRS.has(source.slice(at, at + 2))) push("punctuation", at + 2);
    else if (SINGLES.has(source.charAt(at))) push("punctuation", at + 1);
    else push("error", at + widthAt(source, at), "unexpected-character");
  }
  push("end-of-file", source.length);
  return { tokens, comments };
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SLASH = 0x2f;
const LINE_FEED = 0x0a;
const DOT = 0x2e;

const isBlank = (code: number): boolean =>
  code === 0x20 || code === 0x09 || code === LINE_FEED || code === 0x0d || code === 0x0c;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const isWordStart = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f;
const isWordPart = (code: number): boolean => isWordStart(code) || isDigit(code);

function endOfRun(source: string, from: number, belongs: (code: number) => boolean): number {
  let end = from;
  while (end < source.length && belongs(source.charCodeAt(end))) end += 1;
  return end;
}

function endOfLine(source: string, from: number): number {
  const end = source.indexOf("\n", from);
  return end === -1 ? source.length : end;
}

/** A pair of surrogates is one character. */
const widthAt = (source: string, at: number): number =>
  (source.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;

/** `1.` is an integer and a dot: a float has digits on both sides. */
function scanNumber(source: string, at: number): { kind: "integer" | "float"; end: number } {
  const whole = endOfRun(source, at, isDigit);
  const hasFraction =
    source.charCodeAt(whole) === DOT && isDigit(source.charCodeAt(whole + 1) || 0);
  if (!hasFraction) return { kind: "integer", end: whole };
  return { kind: "float", end: endOfRun(source, whole + 1, isDigit) };
}

interface ScannedString {
  readonly kind: "string" | "triple-string" | "error";
  readonly end: number;
  readonly error: LexicalError | undefined;
  /** Where a scan gave up; 0 for one that succeeded. */
  readonly failedAt: number;
}

/** The text after a lone quote is lexed again, so that what follows keeps its places. */
const unclosed = (at: number, failedAt: number): ScannedString => ({
  kind: "error",
  end: at + 1,
  error: "unclosed-string",
  failedAt,
});

function scanString(source: string, at: number): ScannedString {
  if (source.startsWith('"""', at)) {
    const close = source.indexOf('"""', at + 3);
    return close === -1
      ? { kind: "error", end: source.length, error: "unclosed-triple-string", failedAt: 0 }
      : { kind: "triple-string", end: close + 3, error: undefined, failedAt: 0 };
  }
  let end = at + 1;
  for (; end < source.length; end += 1) {
    const code = source.charCodeAt(end);
    if (code === QUOTE) return { kind: "string", end: end + 1, error: undefined, failedAt: 0 };
    if (code !== BACKSLASH) continue;
    end += 1;
    // A backslash must not stand before a line break.
    if (source.charCodeAt(end) === LINE_FEED) break;
  }
  return unclosed(at, end);
}
