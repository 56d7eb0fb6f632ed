/** Blanks and comments as regexes, bounded: a small model that may write blanks for ever does. */

export interface BlanksOptions {
  /** What begins a comment that ends with its line, escaped: `\/\/`. */
  readonly lineComment: string;
  /** A whole comment that may span lines, where the language has one. @default none */
  readonly blockComment?: string | undefined;
}

export interface Blanks {
  /** At least one blank or line end, comments included. */
  readonly some: string;
  /** Up to the end of a line at least, comments and empty lines included, and the indentation after it. */
  readonly lineEnd: string;
}

/** Letters and signs beyond ASCII that everybody sees, and that end no line. */
export const BEYOND_ASCII =
  "\\u{A1}-\\u{AC}\\u{AE}-\\u{24F}\\u{391}-\\u{3A1}\\u{3A3}-\\u{3FF}\\u{401}-\\u{45F}\\u{2010}-\\u{2027}\\u{2030}-\\u{205E}\\u{2070}-\\u{22FF}\\u{27E8}\\u{27E9}\\u{3041}-\\u{3096}\\u{30A1}-\\u{30FA}\\u{4E00}-\\u{9FFF}";

/** ASCII that is seen, and the blank, but those `without`, as the inside of a regex's class. */
const asciiBut = (without: string): string =>
  Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(index + 0x20))
    .filter((sign) => !without.includes(sign))
    .map((sign) => `\\x${sign.charCodeAt(0).toString(16)}`)
    .join("");

/** Terminals of words that a blank must follow, or a name could go on with them: `ELSE` for `else`. */
export const wordTerminals = (words: string, blanks: string): string =>
  words
    .split(" ")
    .map((word) => `${word.toUpperCase()}: /${word}${blanks}/`)
    .join("\n");

/** A comment between slashes and stars with none inside. */
export const blockComment = ({ without = "" }: { readonly without?: string } = {}): string => {
  const sign = `[${asciiBut(`*/${without}`)}\\n\\t${BEYOND_ASCII}]`;
  return `\\/\\*(${sign}|\\/${sign})*\\*\\/`;
};

/**
 * At most 40 blanks in a row, 60 before a line's first word, eight lines that are empty or a comment. Comments are as long
 * as they like: a bound on what stands in them would cost the engine a state for each letter.
 */
export function createBlanks({ lineComment, blockComment }: BlanksOptions): Blanks {
  const inLine = "[ \\t]{0,20}";
  const said = `${lineComment}[ \\t]{0,2}([!-;=-~${BEYOND_ASCII}][\\x20-\\x7E${BEYOND_ASCII}\\t]*)?`;
  const comment = blockComment === undefined ? said : `(${said}|${blockComment}[ \\t]{0,4})`;
  const indent = "[ \\t]{0,60}";
  const lineEnd = `${inLine}(${comment})?\\r?\\n(${indent}(${comment})?\\r?\\n){0,8}${indent}`;
  const inner = blockComment === undefined ? "" : `|${inLine}${blockComment}${inLine}`;
  return { some: `([ \\t]{1,40}|${lineEnd}${inner})`, lineEnd };
}
