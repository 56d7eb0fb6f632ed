/** Half-open range `[start, end)` of UTF-16 code units in the source text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export type TokenKind =
  | "keyword"
  | "identifier"
  | "integer"
  | "float"
  | "string"
  | "triple-string"
  | "punctuation"
  | "error"
  | "end-of-file";

export interface Token extends Range {
  readonly kind: TokenKind;
  /** The source between `start` and `end`, quotes included; empty at the end of the file. */
  readonly text: string;
  /** Index in the list of tokens. */
  readonly index: number;
  /** What makes an `error` token one; `undefined` for all others. */
  readonly error: LexicalError | undefined;
}

export type LexicalError = "unexpected-character" | "unclosed-string" | "unclosed-triple-string";

/** A comment, from `//` up to the end of its line, the line break left out. */
export interface Comment extends Range {
  readonly text: string;
}

/** What a source text is made of; between two neighbours stand only blanks and comments. */
export interface TokenList {
  /** In their order; the last one is `end-of-file`. */
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
}
