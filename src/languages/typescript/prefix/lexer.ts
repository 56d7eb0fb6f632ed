/** Where in the language's tokens a text stands: only this says whether a character is code at all. */

/** What the last character belongs to. */
export type Inside =
  | "code"
  | "word"
  | "number"
  | "single"
  | "double"
  | "template"
  | "slash"
  | "line-comment"
  | "block-comment"
  | "regex";

/** Immutable; the state after each character is made from the one before. */
export interface Lexer {
  readonly inside: Inside;
  /** Where the word, number or comment began. */
  readonly since: number;
  /** Whether a backslash came just before, in a text that knows them. */
  readonly isEscaped: boolean;
  /** Inside of `[` and `]` of a regular expression; after `*` in a comment. */
  readonly isOpen: boolean;
  /** The last character of code that is no blank; `a` for words and texts, `0` for numbers. */
  readonly last: string;
  /** The one before `last`. */
  readonly before: string;
  /** Whether a line has ended since `last`. */
  readonly isNewLine: boolean;
  /** Open braces, innermost first; `$` for those of a template. */
  readonly braces: Braces | undefined;
}

interface Braces {
  readonly kind: "{" | "$";
  readonly outer: Braces | undefined;
}

export const START: Lexer = {
  inside: "code",
  since: 0,
  isEscaped: false,
  isOpen: false,
  last: "",
  before: "",
  isNewLine: true,
  braces: undefined,
};

/** Words after which a value comes, so that `/` begins a regular expression there. */
const BEFORE_VALUES =
  /(?:^|[^.\w$])(?:return|typeof|case|in|of|instanceof|new|delete|void|throw|do|else|await|yield)$/;

/** Whether a word goes on with `char`; what is not ASCII is part of words, or of what a parser refuses. */
export function isWordPart(char: string): boolean {
  const code = char.charCodeAt(0);
  if (code >= 97) return code <= 122 || (code > 127 && !isBlank(char));
  return (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 36;
}

const isBlank = (char: string): boolean =>
  char === " " || char === "\n" || (char !== "" && char.trim() === "");

/** The state after `char`, which stands at `at`; `text` is what comes before it. */
export function step(lexer: Lexer, char: string, at: number, text: string): Lexer {
  switch (lexer.inside) {
    case "word":
      return isWordPart(char) ? lexer : stepCode({ ...lexer, inside: "code" }, char, at);
    case "number":
      return isWordPart(char) || char === "."
        ? lexer
        : stepCode({ ...lexer, inside: "code" }, char, at);
    case "slash":
      return stepSlash(lexer, char, at, text);
    case "line-comment":
      return isLineEnd(char) ? { ...lexer, inside: "code", isNewLine: true } : lexer;
    case "block-comment":
      if (lexer.isOpen && char === "/" && at > lexer.since + 2)
        return { ...lexer, inside: "code", isOpen: false };
      return lexer.isOpen === (char === "*") ? lexer : { ...lexer, isOpen: char === "*" };
    case "code":
      return stepCode(lexer, char, at);
    default:
      return stepText(lexer, char, lexer.inside);
  }
}

const isLineEnd = (char: string): boolean => char === "\n" || char === "\r";

function stepCode(lexer: Lexer, char: string, at: number): Lexer {
  if (isBlank(char))
    return isLineEnd(char) && !lexer.isNewLine ? { ...lexer, isNewLine: true } : lexer;
  if (char === "/") return { ...lexer, inside: "slash", since: at };
  const next = { ...lexer, before: lexer.last, last: char, isNewLine: false };
  if (char >= "0" && char <= "9") return { ...next, inside: "number", since: at, last: "0" };
  if (isWordPart(char)) return { ...next, inside: "word", since: at, last: "a" };
  switch (char) {
    case "'":
      return { ...next, inside: "single", since: at, last: "a" };
    case '"':
      return { ...next, inside: "double", since: at, last: "a" };
    case "`":
      return { ...next, inside: "template", since: at, last: "a" };
    case "{":
      return { ...next, braces: { kind: "{", outer: lexer.braces } };
    case "}": {
      const { braces } = lexer;
      const closed = { ...next, braces: braces?.outer };
      return braces?.kind === "$" ? { ...closed, inside: "template", last: "a" } : closed;
    }
    default:
      return next;
  }
}

function stepSlash(lexer: Lexer, char: string, at: number, text: string): Lexer {
  if (char === "/") return { ...lexer, inside: "line-comment" };
  if (char === "*") return { ...lexer, inside: "block-comment", isOpen: false };
  const next = { ...lexer, before: lexer.last, last: "/", isNewLine: false };
  if (beginsRegex(lexer, text.slice(Math.max(0, lexer.since - 200), lexer.since)))
    return stepText(
      { ...next, inside: "regex", isOpen: false, isEscaped: false, last: "a" },
      char,
      "regex",
    );
  return stepCode({ ...next, inside: "code" }, char, at);
}

/** A parser knows; where this is wrong, less is looked at, and nothing refused for it. */
function beginsRegex({ last }: Lexer, before: string): boolean {
  if (last === "a") return BEFORE_VALUES.test(before.trimEnd());
  return last !== "0" && last !== ")" && last !== "]" && last !== "}";
}

function stepText(lexer: Lexer, char: string, inside: Inside): Lexer {
  if (lexer.isEscaped) return { ...lexer, isEscaped: false };
  if (char === "\\") return { ...lexer, isEscaped: true };
  if (inside === "template") {
    if (char === "`") return { ...lexer, inside: "code" };
    const isOpening = char === "{" && lexer.isOpen;
    if (isOpening)
      return {
        ...lexer,
        inside: "code",
        isOpen: false,
        last: "{",
        before: "$",
        braces: { kind: "$", outer: lexer.braces },
      };
    return lexer.isOpen === (char === "$") ? lexer : { ...lexer, isOpen: char === "$" };
  }
  if (isLineEnd(char)) return { ...lexer, inside: "code", isNewLine: true, isOpen: false };
  if (inside === "regex") {
    if (char === "[" || char === "]") return { ...lexer, isOpen: char === "[" };
    return char === "/" && !lexer.isOpen ? { ...lexer, inside: "code" } : lexer;
  }
  const closes = inside === "single" ? "'" : '"';
  return char === closes ? { ...lexer, inside: "code" } : lexer;
}
