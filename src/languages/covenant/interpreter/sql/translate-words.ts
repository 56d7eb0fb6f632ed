/** Words of a dialect that SQLite spells in another way. */

import { type Dialect, indexAfterParentheses, isWord, type Piece, piece } from "./pieces.ts";

/** Time does not pass in a run; this is what every clock of SQL shows. */
export const SQL_NOW = "2026-01-01T00:00:00Z";

const NOW_FUNCTIONS = ["NOW", "GETDATE", "GETUTCDATE", "SYSDATETIME", "SYSUTCDATETIME"];
const NOW_WORDS = ["CURRENT_TIMESTAMP", "LOCALTIMESTAMP", "UTC_TIMESTAMP"];

/** Pieces that take the place of those from `index` up to `end`. */
interface Replacement {
  readonly pieces: readonly Piece[];
  readonly end: number;
}

type Rule = (pieces: readonly Piece[], index: number, dialect: Dialect) => Replacement | undefined;

const replaceOne = (index: number, ...pieces: readonly Piece[]): Replacement => ({
  pieces,
  end: index + 1,
});

const isCall = (pieces: readonly Piece[], index: number): boolean => isWord(pieces[index + 1], "(");

const now: Rule = (pieces, index) => {
  const found = pieces[index];
  const isFunction = isWord(found, ...NOW_FUNCTIONS) && isCall(pieces, index);
  const isDay = isWord(found, "CURRENT_DATE", "CURDATE");
  if (!isFunction && !isDay && !isWord(found, ...NOW_WORDS, "CURRENT_TIME")) return undefined;
  const end = isCall(pieces, index) ? indexAfterParentheses(pieces, index + 1) : index + 1;
  const [day = "", time = ""] = SQL_NOW.split("T");
  const text = isDay ? day : isWord(found, "CURRENT_TIME") ? time.slice(0, -1) : SQL_NOW;
  return { pieces: [piece("text", `'${text}'`)], end };
};

/** SQLite's LIKE is made case-sensitive for Postgres; its REGEXP stands for ILIKE then. */
const ilike: Rule = (pieces, index, dialect) =>
  dialect === "postgres" && isWord(pieces[index], "ILIKE")
    ? replaceOne(index, piece("word", "REGEXP"))
    : undefined;

const RENAMED: Readonly<Record<string, string>> = { ISNULL: "IFNULL", LEN: "LENGTH" };

const renamed: Rule = (pieces, index, dialect) => {
  const name = pieces[index]?.text.toUpperCase() ?? "";
  const other = Object.hasOwn(RENAMED, name) ? RENAMED[name] : undefined;
  return dialect === "sqlserver" && other !== undefined && isCall(pieces, index)
    ? replaceOne(index, piece("word", other))
    : undefined;
};

/** `EXTRACT(unit FROM value)`. */
const extract: Rule = (pieces, index) => {
  const unit = pieces[index + 2];
  if (!isWord(pieces[index], "EXTRACT") || !isWord(pieces[index + 3], "FROM")) return undefined;
  return {
    pieces: [
      piece("word", "date_part"),
      piece("mark", "("),
      piece("text", `'${unit?.text ?? ""}'`),
      piece("mark", ","),
    ],
    end: index + 4,
  };
};

/** Row locks: nobody else is there. */
const rowLock: Rule = (pieces, index) => {
  if (!isWord(pieces[index], "FOR") || !isWord(pieces[index + 1], "UPDATE", "SHARE"))
    return undefined;
  let end = index + 2;
  while (isWord(pieces[end], "SKIP", "LOCKED", "NOWAIT")) end += 1;
  return { pieces: [], end };
};

/** `N'text'`. */
const nationalText: Rule = (pieces, index) =>
  isWord(pieces[index], "N") &&
  pieces[index + 1]?.kind === "text" &&
  pieces[index + 1]?.isSpaced === false
    ? { pieces: [], end: index + 1 }
    : undefined;

const RULES: readonly Rule[] = [now, ilike, renamed, extract, rowLock, nationalText];

export function translateWords(pieces: readonly Piece[], dialect: Dialect): readonly Piece[] {
  const out: Piece[] = [];
  for (let index = 0; index < pieces.length; ) {
    const replacement = firstReplacement(pieces, index, dialect);
    out.push(...(replacement?.pieces ?? [pieces[index] as Piece]));
    index = replacement?.end ?? index + 1;
  }
  return out;
}

function firstReplacement(
  pieces: readonly Piece[],
  index: number,
  dialect: Dialect,
): Replacement | undefined {
  for (const rule of RULES) {
    const replacement = rule(pieces, index, dialect);
    if (replacement !== undefined) return replacement;
  }
  return undefined;
}

/** Leaves out the schema, or the database, before a table's name: `public.orders`. */
export function withoutSchemas(
  pieces: readonly Piece[],
  schemas: ReadonlySet<string>,
): readonly Piece[] {
  return pieces.filter((found, index) => {
    const isSchema = (at: number): boolean =>
      pieces[at]?.kind === "word" &&
      schemas.has(pieces[at]?.text.toLowerCase() ?? "") &&
      isWord(pieces[at + 1], ".") &&
      isWord(pieces[at - 1], ...BEFORE_TABLES);
    return !isSchema(index) && !(isWord(found, ".") && isSchema(index - 1));
  });
}

const BEFORE_TABLES = ["FROM", "JOIN", "INTO", "UPDATE"];
