/** Comments and strings of source text, for any language whose comments are `//`, `/*`, `#` or `--`. */

export interface CodePart {
  readonly kind: "comment" | "string";
  /** Half-open range of UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** Whether it ends as it should, and not with the line or the text. */
  readonly isClosed: boolean;
}

const INTERESTING = /["'`#]|\/[/*]|--/g;

/**
 * Comments and strings in order. Knows no language: quotes of all kinds are strings, `#` opens a comment where no
 * name follows (`#x` is a private field), `--` at the start of a line only. A string in single quotes ends with its
 * line at the latest.
 */
export function scanCode(text: string): readonly CodePart[] {
  const parts: CodePart[] = [];
  const pattern = new RegExp(INTERESTING);
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const part = readPart(text, match.index, match[0]);
    if (part === undefined) continue;
    parts.push(part);
    pattern.lastIndex = part.end;
  }
  return parts;
}

/** The string that begins with the quotation mark at `start`. */
export function readString(text: string, start: number): CodePart {
  const quote = text.charAt(start);
  if (quote === "`") return readTemplate(text, start);
  const isTriple = text.startsWith(quote.repeat(3), start);
  const marks = isTriple ? quote.repeat(3) : quote;
  for (let at = start + marks.length; at < text.length; at += 1) {
    const character = text[at];
    if (character === "\\") at += 1;
    else if (text.startsWith(marks, at)) return string(start, at + marks.length, true);
    else if (!isTriple && (character === "\n" || character === "\r"))
      return string(start, at, false);
  }
  return string(start, text.length, false);
}

function readPart(text: string, start: number, mark: string): CodePart | undefined {
  if (mark === "/*") {
    const end = text.indexOf("*/", start + 2);
    return end === -1
      ? { kind: "comment", start, end: text.length, isClosed: false }
      : { kind: "comment", start, end: end + 2, isClosed: true };
  }
  if (
    mark === "//" ||
    (mark === "#" && isHashComment(text, start)) ||
    (mark === "--" && isFirst(text, start))
  ) {
    return { kind: "comment", start, end: endOfLine(text, start), isClosed: true };
  }
  return mark === "#" || mark === "--" ? undefined : readString(text, start);
}

const isHashComment = (text: string, at: number): boolean =>
  (at === 0 || /\s/.test(text.charAt(at - 1))) && !/[\w$]/.test(text.charAt(at + 1));

function isFirst(text: string, at: number): boolean {
  let before = at - 1;
  while (text[before] === " " || text[before] === "\t") before -= 1;
  return before < 0 || text[before] === "\n" || text[before] === "\r";
}

function endOfLine(text: string, start: number): number {
  const pattern = /[\r\n]/g;
  pattern.lastIndex = start;
  return pattern.exec(text)?.index ?? text.length;
}

/** A string in backticks, with the code in its `${}`, in which templates may lie again. */
function readTemplate(text: string, start: number): CodePart {
  /** For each open `${`, how many braces are open in it; the text of a template lies on top of it. */
  const braces: number[] = [];
  let isText = true;
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text[at];
    if (character === "\\") at += 1;
    else if (isText && character === "`") {
      if (braces.length === 0) return string(start, at + 1, true);
      isText = false;
    } else if (isText) {
      if (character !== "$" || text[at + 1] !== "{") continue;
      braces.push(0);
      isText = false;
      at += 1;
    } else if (character === "`") isText = true;
    else if (character === '"' || character === "'") at = readString(text, at).end - 1;
    else if (character === "{") braces.push((braces.pop() ?? 0) + 1);
    else if (character === "}") {
      const depth = braces.pop() ?? 0;
      if (depth === 0) isText = true;
      else braces.push(depth - 1);
    }
  }
  return string(start, text.length, false);
}

const string = (start: number, end: number, isClosed: boolean): CodePart => ({
  kind: "string",
  start,
  end,
  isClosed,
});
