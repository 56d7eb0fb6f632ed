import type { Range, Token } from "../syntax/token.ts";

export interface IndentedSql {
  readonly text: string;
  /** Whether the first line still wants its indentation; otherwise `text` brings its own. */
  readonly wantsIndent: boolean;
}

export interface IndentSqlOptions {
  /** The tokens that Covenant sees in the body. */
  readonly tokens: readonly Token[];
  readonly indent: string;
}

/**
 * The SQL body in `range`, indented anew. Where a line break lies inside a token, a quoted text or a block comment, the
 * lines stay as they are: indenting them would change what they say.
 */
export function indentSql(
  source: string,
  range: Range,
  { tokens, indent }: IndentSqlOptions,
): IndentedSql {
  const lineStart = startOfBlanks(source, range.start);
  const isFirstOnLine = source[lineStart - 1] === "\n";
  const text = source.slice(isFirstOnLine ? lineStart : range.start, range.end);
  if (tokens.some((token) => token.text.includes("\n")) || hasOpenLine(text))
    return { text, wantsIndent: !isFirstOnLine };

  const lines = text.split("\n").map((line) => line.trimEnd());
  // What stands behind the keyword on its line says nothing about the indentation of the rest.
  const common = commonIndent(isFirstOnLine ? lines : lines.slice(1));
  const [first = "", ...rest] = lines;
  const indented = rest.map((line) => (line === "" ? "" : indent + line.slice(common)));
  const head = isFirstOnLine ? first.slice(common) : first;
  return { text: [head, ...indented].join("\n"), wantsIndent: true };
}

function startOfBlanks(source: string, end: number): number {
  let start = end;
  while (source[start - 1] === " " || source[start - 1] === "\t") start -= 1;
  return start;
}

/** Length of the blank text with which all lines begin, empty ones aside. */
function commonIndent(lines: readonly string[]): number {
  let common: string | undefined;
  for (const line of lines) {
    if (line === "") continue;
    const indent = line.slice(0, line.length - line.trimStart().length);
    common ??= indent;
    let same = 0;
    while (same < common.length && common[same] === indent[same]) same += 1;
    common = common.slice(0, same);
  }
  return common?.length ?? 0;
}

const DOLLAR_QUOTE = /\$\w*\$/;

/** Whether some line of SQL ends inside quotes or a block comment. */
function hasOpenLine(sql: string): boolean {
  if (!sql.includes("\n")) return false;
  if (DOLLAR_QUOTE.test(sql)) return true;
  let at = 0;
  while (at < sql.length) {
    const close = closingMark(sql, at);
    if (close === undefined) {
      at += 1;
      continue;
    }
    const end = sql.indexOf(close, at + 1);
    if (close === "\n") {
      if (end === -1) return false;
      at = end;
      continue;
    }
    const line = sql.indexOf("\n", at);
    if (end === -1 || (line !== -1 && line < end)) return true;
    at = end + close.length;
  }
  return false;
}

/** What ends the quoted text or comment that begins here. */
function closingMark(sql: string, at: number): string | undefined {
  const mark = sql[at];
  if (mark === "'" || mark === '"' || mark === "`") return mark;
  if (mark === "-" && sql[at + 1] === "-") return "\n";
  return mark === "/" && sql[at + 1] === "*" ? "*/" : undefined;
}
