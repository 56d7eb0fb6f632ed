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
 * An SQL body indented anew. Where a line break lies inside a token, a quoted text or a block comment, the lines stay
 * as they are: indenting them would change what they say.
 */
export function indentSql(
  source: string,
  { start, end }: Range,
  { tokens, indent }: IndentSqlOptions,
): IndentedSql {
  const body = source.slice(start, end).trimEnd();
  const textStart = body.length - body.trimStart().length;
  const lineStart = body.lastIndexOf("\n", textStart) + 1;
  const isAfterKeyword = lineStart === 0;
  const text = body.slice(isAfterKeyword ? textStart : lineStart);
  if (tokens.some((token) => token.text.includes("\n")) || hasOpenLine(text))
    return { text, wantsIndent: isAfterKeyword };

  const lines = text.split("\n").map((line) => line.trimEnd());
  // What stands on the keyword's line says nothing about the indentation of the rest.
  const common = commonIndent(isAfterKeyword ? lines.slice(1) : lines);
  const [first = "", ...rest] = isAfterKeyword
    ? [lines[0] ?? "", ...lines.slice(1).map((line) => line.slice(common))]
    : lines.map((line) => line.slice(common));
  const indented = rest.map((line) => (line === "" ? "" : indent + line));
  return { text: [first, ...indented].join("\n"), wantsIndent: true };
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
