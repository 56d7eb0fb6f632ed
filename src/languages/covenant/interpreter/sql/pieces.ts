/** SQL split into pieces that can be put together again; what a piece means is for SQLite to say. */

/** The dialects differ in what quotes mean and in how placeholders look. */
export type Dialect = "postgres" | "mysql" | "sqlserver" | "sqlite";

export interface Piece {
  readonly kind: "word" | "name" | "text" | "number" | "placeholder" | "mark";
  readonly text: string;
  /** Whether blanks stood before it. */
  readonly isSpaced: boolean;
}

/** Any other name, such as `covenant`, is read as Postgres is. */
export const readDialect = (written: string): Dialect =>
  written === "mysql" || written === "sqlserver" || written === "sqlite" ? written : "postgres";

const BLANK = /(?:\s|--[^\n]*|\/\*[^]*?\*\/)+/y;
const WORD = /[\p{L}_][\p{L}\p{N}_$]*/uy;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?/iy;
const TEXT = /'(?:[^']|'')*'/y;
const QUOTED = /"(?:[^"]|"")*"|`(?:[^`]|``)*`/y;
const BRACKETED = /\[[^\]]*\]/y;
const MARK = /::|<=|>=|<>|!=|==|\|\||->>|->|<<|>>|[^]/uy;

const PLACEHOLDERS: Readonly<Record<Dialect, RegExp>> = {
  postgres: /:[\p{L}_][\p{L}\p{N}_]*/uy,
  sqlite: /:[\p{L}_][\p{L}\p{N}_]*|\?/uy,
  sqlserver: /@[\p{L}_][\p{L}\p{N}_]*/uy,
  mysql: /\?/y,
};

/** Splits a statement; comments are dropped. */
export function splitSql(sql: string, dialect: Dialect): readonly Piece[] {
  const kinds: readonly (readonly [Piece["kind"], RegExp])[] = [
    ["word", WORD],
    ["number", NUMBER],
    ["text", TEXT],
    // MySQL's double quotes hold a text.
    ["name", QUOTED],
    ...(dialect === "sqlserver" ? ([["name", BRACKETED]] as const) : []),
    ["placeholder", PLACEHOLDERS[dialect]],
    ["mark", MARK],
  ];
  const pieces: Piece[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const text = pattern.exec(sql)?.[0];
    if (text !== undefined) at += text.length;
    return text;
  };
  while (at < sql.length) {
    const isSpaced = take(BLANK) !== undefined;
    // A cast's colons come before the colon of a placeholder.
    const cast = sql.startsWith("::", at) ? take(MARK) : undefined;
    if (cast !== undefined) pieces.push({ kind: "mark", text: cast, isSpaced });
    else
      for (const [kind, pattern] of kinds) {
        const text = take(pattern);
        if (text === undefined) continue;
        pieces.push(readPiece({ kind, text, isSpaced }, dialect));
        break;
      }
  }
  return pieces;
}

function readPiece(piece: Piece, dialect: Dialect): Piece {
  if (dialect !== "mysql" || !piece.text.startsWith('"')) return piece;
  const inside = piece.text.slice(1, -1).replaceAll('""', '"').replaceAll("'", "''");
  return { ...piece, kind: "text", text: `'${inside}'` };
}

/** Puts a statement together; neighbours that could grow into one are kept apart. */
export const joinSql = (pieces: readonly Piece[]): string =>
  pieces
    .map((found, index) => {
      const before = pieces[index - 1]?.kind ?? "mark";
      // `x'00'` is one literal of two pieces.
      const belongsTogether = before === "word" && found.kind === "text";
      const isApart = found.kind !== "mark" && before !== "mark" && !belongsTogether;
      return found.isSpaced || isApart ? ` ${found.text}` : found.text;
    })
    .join("");

/** A piece of our own, apart from its neighbours. */
export const piece = (kind: Piece["kind"], text: string): Piece => ({ kind, text, isSpaced: true });

/** Whether a piece is a keyword or mark, however it is capitalised; a quoted name is none. */
export const isWord = (found: Piece | undefined, ...words: readonly string[]): boolean =>
  found !== undefined &&
  (found.kind === "word" || found.kind === "mark") &&
  words.includes(found.text.toUpperCase());

/** Index behind the parenthesis that closes the one at `open`; the end where none does. */
export function indexAfterParentheses(pieces: readonly Piece[], open: number): number {
  let depth = 0;
  for (let index = open; index < pieces.length; index += 1) {
    if (isWord(pieces[index], "(")) depth += 1;
    if (isWord(pieces[index], ")")) depth -= 1;
    if (depth === 0) return index + 1;
  }
  return pieces.length;
}
