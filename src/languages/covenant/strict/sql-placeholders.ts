/** Places in SQL text where values go. */

interface Placeholder {
  /** Without its mark; empty for a `?`. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The marks before or instead of a name, by dialect; any other writes `:name`. */
const MARKS: ReadonlyMap<string, string> = new Map([
  ["sqlserver", "@"],
  ["mysql", "?"],
  ["sqlite", ":?@"],
]);

/** Dialects in all but name whose text is no SQL. */
const OTHER_LANGUAGES: ReadonlySet<string> = new Set(["covenant", "indexeddb"]);

/** What begins something: a comment, a quoted text, a cast, a placeholder. */
const MARK = /--|\/\/|\/\*|#|['"`[]|\$\w*\$|::|@@\w+|[:@]\w+|\?\d*/g;

/** Every placeholder of `dialect` in `sql`; `undefined` where that is not sure, as in text with an open quote. */
export function findPlaceholders(sql: string, dialect: string): readonly Placeholder[] | undefined {
  if (OTHER_LANGUAGES.has(dialect)) return undefined;
  const marks = MARKS.get(dialect) ?? ":";
  const placeholders: Placeholder[] = [];
  const mark = new RegExp(MARK);
  for (let found = mark.exec(sql); found !== null; found = mark.exec(sql)) {
    const [text] = found;
    const close = closingOf(text, dialect);
    if (close !== undefined) {
      const end = endOf(sql, mark.lastIndex, close, dialect);
      if (end === undefined) return undefined;
      mark.lastIndex = end;
      continue;
    }
    // A number after it counts the values: `?2` and `?1` may stand in any order.
    if (/^\?\d/.test(text)) return undefined;
    if (marks.includes(text.charAt(0)) && isPlaceholder(text, sql[found.index - 1]))
      placeholders.push({ name: text.slice(1), start: found.index, end: mark.lastIndex });
  }
  return placeholders;
}

/** What closes the comment or quoted text that `text` opens. */
function closingOf(text: string, dialect: string): string | undefined {
  if (text === "--" || text === "//") return "\n";
  if (text === "/*") return "*/";
  if (text === "#") return dialect === "mysql" ? "\n" : undefined;
  if (text === "'" || text === '"' || text === "`") return text;
  if (text === "[") return dialect === "sqlserver" ? "]" : undefined;
  return /^\$\w*\$$/.test(text) ? text : undefined;
}

/** Where what opened before `start` ends; a line comment ends with the text. */
function endOf(sql: string, start: number, close: string, dialect: string): number | undefined {
  let end = sql.indexOf(close, start);
  const isEscaped = (index: number): boolean => dialect === "mysql" && sql[index - 1] === "\\";
  while (end !== -1 && close.length === 1 && isEscaped(end)) end = sql.indexOf(close, end + 1);
  if (end !== -1) return end + close.length;
  return close === "\n" ? sql.length : undefined;
}

/** The `:n` of `a[1:n]` is none. */
const isPlaceholder = (text: string, before = ""): boolean =>
  text === "?" || (/^[:@][A-Za-z_]/.test(text) && !/[\w\]]/.test(before));
