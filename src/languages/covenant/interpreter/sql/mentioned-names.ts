/** Names in a statement: where the file declares no schema, they are all that is known of tables and columns. */

import type { Table, TableStore } from "../tables/table-store.ts";
import { indexAfterParentheses, isWord, type Piece } from "./pieces.ts";

export interface MentionedNames {
  /** Each spelling once, the first few hundred. */
  readonly all: readonly string[];
  /** The table of an `INSERT`. */
  readonly insertedInto: string | undefined;
  readonly insertedColumns: readonly string[];
}

/** Fewer than SQLite has columns for. */
const MAX_NAMES = 500;

export function mentionedIn(pieces: readonly Piece[]): MentionedNames {
  const into = pieces.findIndex((found) => isWord(found, "INTO")) + 1;
  const table = into === 0 ? -1 : indexOfTable(pieces, into);
  const open = table + 1;
  const columns =
    table >= 0 && isWord(pieces[open], "(")
      ? pieces.slice(open + 1, indexAfterParentheses(pieces, open) - 1)
      : [];
  const inserted = pieces[table];
  return {
    all: distinct(pieces).slice(0, MAX_NAMES),
    insertedInto: inserted && nameOf(inserted),
    insertedColumns: distinct(columns).slice(0, MAX_NAMES),
  };
}

/** Names are the same however they are capitalised. */
const distinct = (pieces: readonly Piece[]): readonly string[] => {
  // SQLite would take a column called `true` for what `true` means.
  const names = pieces
    .filter(
      ({ kind, text }) => kind === "name" || (kind === "word" && !/^(true|false)$/i.test(text)),
    )
    .map(nameOf);
  return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
};

/** A table's name stands behind that of its schema. */
const indexOfTable = (pieces: readonly Piece[], index: number): number =>
  isWord(pieces[index + 1], ".") ? index + 2 : index;

const nameOf = ({ kind, text }: Piece): string => (kind === "name" ? text.slice(1, -1) : text);

/**
 * Tables of the target; where no schema is declared, also those that the statement names. One that is really the name
 * of a `WITH` query does no harm: the query comes first.
 */
export function tablesFor(
  target: string,
  pieces: readonly Piece[],
  tables: TableStore,
): readonly Table[] {
  const known = tables.allOf(target);
  if (tables.hasSchema(target)) return known;
  const taken = new Set(known.map(({ name }) => name.toLowerCase()));
  const unknown = new Map(
    tableNames(pieces)
      .filter((name) => !taken.has(name.toLowerCase()))
      .map((name) => [name.toLowerCase(), name]),
  );
  return [...known, ...[...unknown.values()].map((name) => tables.find(`${target}.${name}`))];
}

/** Plain names behind `FROM`, `JOIN`, `INTO` and `UPDATE`. */
const tableNames = (pieces: readonly Piece[]): readonly string[] =>
  pieces.flatMap((_, index) => {
    if (!isWord(pieces[index - 1], "FROM", "JOIN", "INTO", "UPDATE")) return [];
    const at = indexOfTable(pieces, index);
    const name = pieces[at];
    const isCall = isWord(pieces[at + 1], "(") && !isWord(pieces[index - 1], "INTO");
    return name === undefined || isCall || isWord(name, "(", "SELECT", "SET") ? [] : [nameOf(name)];
  });
