import type { LexicalRules, StringRule } from "./lexical-rules.ts";

export interface BlankPart {
  readonly kind: "comment" | "string" | "character";
  /** UTF-16 offsets, quotation marks included; a line comment ends before its line break. */
  readonly start: number;
  readonly end: number;
  /** Whether it ends as it should, and not with the line or the text. */
  readonly isClosed: boolean;
}

export interface BlankedCode {
  /** As long as the text, with its line breaks; comments, strings and characters are spaces. */
  readonly code: string;
  /** In the order of the text. */
  readonly parts: readonly BlankPart[];
  /** The first comment or string that does not end. */
  readonly unclosed: BlankPart | undefined;
}

/** The text with only its code left, everything at its place. */
export function blankCode(text: string, rules: LexicalRules): BlankedCode {
  const parts: BlankPart[] = [];
  const starts = startPattern(rules);
  for (let match = starts.exec(text); match !== null; match = starts.exec(text)) {
    const part = readPart(text, match.index, rules);
    starts.lastIndex = part?.end ?? skipName(text, match.index, rules);
    if (part !== undefined) parts.push(part);
  }
  let code = "";
  let at = 0;
  for (const { start, end } of parts) {
    code += text.slice(at, start) + text.slice(start, end).replace(/[^\r\n]/g, " ");
    at = end;
  }
  return {
    code: code + text.slice(at),
    parts,
    unclosed: parts.find(({ isClosed }) => !isClosed),
  };
}

/** Where anything but plain code may begin: names and numbers are stepped over whole, so that `x'` and `r"` are told apart. */
function startPattern({
  lineComments,
  blockComment,
  strings,
  character,
  number,
  name,
}: LexicalRules) {
  const openings = [
    ...lineComments.map(escape),
    ...(blockComment === undefined ? [] : [escape(blockComment.open)]),
    ...strings.map(({ open }) => open.source),
    ...(character === undefined ? [] : [character.source]),
    ...(number === undefined ? [] : [number.source]),
    name.source,
  ];
  return new RegExp(openings.map((one) => `(?:${one})`).join("|"), flagsOf(name));
}

const flagsOf = ({ flags }: RegExp): string => (flags.includes("u") ? "gu" : "g");
const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

function readPart(text: string, start: number, rules: LexicalRules): BlankPart | undefined {
  if (rules.lineComments.some((mark) => text.startsWith(mark, start)))
    return { kind: "comment", start, end: endOfLine(text, start, rules), isClosed: true };
  if (rules.blockComment !== undefined && text.startsWith(rules.blockComment.open, start))
    return readBlockComment(text, start, rules.blockComment);
  for (const rule of rules.strings) {
    const opening = matchAt(rule.open, text, start);
    if (opening !== undefined) return readString(text, start, opening, rule);
  }
  const literal = rules.character && matchAt(rules.character, text, start);
  return literal === undefined
    ? undefined
    : { kind: "character", start, end: start + literal.length, isClosed: true };
}

const skipName = (text: string, start: number, { number, name }: LexicalRules): number => {
  const word = (number && matchAt(number, text, start)) ?? matchAt(name, text, start);
  return start + Math.max(1, word?.length ?? 1);
};

/** What a sticky pattern matches at `start`; `undefined` where it matches nothing. */
export function matchAt(pattern: RegExp, text: string, start: number): string | undefined {
  pattern.lastIndex = start;
  const found = pattern.exec(text)?.[0];
  return found === "" ? undefined : found;
}

function endOfLine(text: string, start: number, { lineEnd = /\r\n?|\n/g }: LexicalRules): number {
  lineEnd.lastIndex = start;
  return lineEnd.exec(text)?.index ?? text.length;
}

function readBlockComment(
  text: string,
  start: number,
  { open, close, isNested }: NonNullable<LexicalRules["blockComment"]>,
): BlankPart {
  let depth = 1;
  let at = start + open.length;
  while (depth > 0) {
    const end = text.indexOf(close, at);
    if (end === -1) return { kind: "comment", start, end: text.length, isClosed: false };
    const inner = isNested ? text.indexOf(open, at) : -1;
    if (inner !== -1 && inner < end) {
      depth += 1;
      at = inner + open.length;
    } else {
      depth -= 1;
      at = end + close.length;
    }
  }
  return { kind: "comment", start, end: at, isClosed: true };
}

function readString(text: string, start: number, opening: string, rule: StringRule): BlankPart {
  const close = rule.close(opening);
  const escapes = rule.escapes(opening);
  for (let at = start + opening.length; at < text.length; at += 1) {
    const character = text[at];
    if (escapes === "backslash" && character === "\\") at += 1;
    else if (text.startsWith(close, at)) {
      if (escapes !== "doubled" || !text.startsWith(close, at + close.length))
        return { kind: "string", start, end: at + close.length, isClosed: true };
      at += 2 * close.length - 1;
    } else if (!rule.spansLines && (character === "\n" || character === "\r"))
      return { kind: "string", start, end: at, isClosed: false };
  }
  return { kind: "string", start, end: text.length, isClosed: false };
}
