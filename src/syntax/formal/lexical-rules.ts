/** How one language writes what is not code: comments, strings and characters. */

export interface StringRule {
  /** Where one begins: a sticky pattern, e.g. `/@?"/y`. */
  readonly open: RegExp;
  /** What ends it, from what opened it: `"#` for a Rust `r#"`. */
  readonly close: (opening: string) => string;
  /** `backslash` escapes the next character; `doubled` writes the end twice to mean it once. */
  readonly escapes: (opening: string) => "backslash" | "doubled" | "none";
  readonly spansLines: boolean;
}

export interface LexicalRules {
  /** Each ends with its line. */
  readonly lineComments: readonly string[];
  readonly blockComment:
    | { readonly open: string; readonly close: string; readonly isNested: boolean }
    | undefined;
  readonly strings: readonly StringRule[];
  /**
   * A whole character literal, as a sticky pattern. Asked only where no name stands directly before, so that the prime
   * of `x'` is no quotation mark; what it does not match is no literal.
   */
  readonly character: RegExp | undefined;
  /** What ends a line, as a global pattern. @default LF, CRLF and a lone CR */
  readonly lineEnd?: RegExp | undefined;
  /**
   * A whole number, as a sticky pattern with the flags of `name`: where it ends matters, since a word may stand directly
   * behind it. @default digits with all letters, digits and underscores that follow
   */
  readonly number?: RegExp | undefined;
  /** A whole name or keyword, as a sticky pattern. */
  readonly name: RegExp;
  /** Marks that are one token, longest first; every other character is a token of its own. */
  readonly marks: readonly string[];
}
