/** Text → lexemes, in which literals are alike and names stand as they are: what a sequence of code is made of. */

import { readString } from "../std/scan-code.ts";

export interface LexerRules {
  readonly lineComment: "//" | "#";
  readonly hasBlockComments: boolean;
  /** Whether `/` may open a regular expression. */
  readonly hasRegexes: boolean;
  /** Letters that may stand right before a quotation mark. */
  readonly stringPrefix: RegExp | undefined;
}

export interface Lexed {
  readonly lexemes: readonly string[];
  /** The text ends in a comment or a string that is still open. */
  readonly isInText: boolean;
  /** The text ends with the last lexeme, which may go on. */
  readonly isOpen: boolean;
}

/** Stands for a name that nobody may see, or that is no plain one. */
export const HIDDEN_NAME = "¤";
/** Stands for every number. */
export const NUMBER = "0";
const REGEX = "/r/";

const NAME = /[\p{ID_Start}$_][\p{ID_Continue}$]*/uy;
const SPACE = /\s+/y;
const DIGITS = /\d[\w.]*/y;
const OPERATOR =
  />>>=|\.\.\.|===|!==|\*\*=|<<=|>>=|>>>|&&=|\|\|=|\?\?=|\/\/=|=>|->|:=|\?\.|\?\?|==|!=|<=|>=|&&|\|\||\+\+|--|\*\*|<<|>>|\+=|-=|\*=|\/=|%=|&=|\|=|\^=|\/\/|[\s\S]/y;
const PATTERN = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;
/** After these, `/` divides. */
const ENDS_VALUE = /^(?:[\w$¤"'`]+|[)\]}])$/;
const TAKES_VALUE: ReadonlySet<string> = new Set(
  "return typeof case in of instanceof new delete void throw do else await yield".split(" "),
);

/** Lexemes of `text`, its comments left out. */
export function lex(text: string, rules: LexerRules): Lexed {
  const lexemes: string[] = [];
  let at = 0;
  let isInText = false;
  while (at < text.length && !isInText) {
    const space = matchAt(SPACE, text, at);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const comment = endOfComment(text, at, rules);
    if (comment !== undefined) {
      isInText = comment > text.length || (comment === text.length && text[at + 1] !== "*");
      at = comment;
      continue;
    }
    const string = stringAt(text, at, rules);
    if (string !== undefined) {
      lexemes.push(string.mark);
      isInText = !string.isClosed;
      at = string.end;
      continue;
    }
    const [lexeme, length] = readPlain(text, at, lexemes.at(-1), rules);
    lexemes.push(lexeme);
    at += length;
  }
  return { lexemes, isInText, isOpen: !isInText && /[\p{ID_Continue}$]$/u.test(text) };
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Beyond the text where the comment never ends. */
function endOfComment(
  text: string,
  at: number,
  { lineComment, hasBlockComments }: LexerRules,
): number | undefined {
  if (text.startsWith(lineComment, at)) {
    const end = text.indexOf("\n", at);
    return end === -1 ? text.length : end;
  }
  if (!hasBlockComments || !text.startsWith("/*", at)) return undefined;
  const end = text.indexOf("*/", at + 2);
  return end === -1 ? text.length + 1 : end + 2;
}

/** A string is its opening quotation mark: what is in it is nobody's habit. */
function stringAt(
  text: string,
  at: number,
  { stringPrefix }: LexerRules,
): { readonly mark: string; readonly end: number; readonly isClosed: boolean } | undefined {
  const prefix = stringPrefix === undefined ? undefined : matchAt(stringPrefix, text, at);
  const start = at + (prefix?.length ?? 0);
  const quote = text.charAt(start);
  if (quote !== '"' && quote !== "'" && quote !== "`") return undefined;
  const isTriple = stringPrefix !== undefined && text.startsWith(quote.repeat(3), start);
  const { end, isClosed } = readString(text, start);
  return { mark: isTriple ? quote.repeat(3) : quote, end, isClosed };
}

function readPlain(
  text: string,
  at: number,
  before: string | undefined,
  { hasRegexes }: LexerRules,
): readonly [string, number] {
  const name = matchAt(NAME, text, at);
  if (name !== undefined) return [name, name.length];
  const digits = matchAt(DIGITS, text, at);
  if (digits !== undefined) return [NUMBER, digits.length];
  const mayOpen = before === undefined || TAKES_VALUE.has(before) || !ENDS_VALUE.test(before);
  const pattern =
    hasRegexes && mayOpen && text[at] === "/" ? matchAt(PATTERN, text, at) : undefined;
  if (pattern !== undefined) return [REGEX, pattern.length];
  const operator = matchAt(OPERATOR, text, at) ?? text.charAt(at);
  return [operator, operator.length];
}
