import type { Unit } from "../../domain/reference.ts";
import type {
  FileChange,
  FoundUnit,
  IndexedFile,
  ReferenceStore,
} from "../../ports/reference-store.ts";
import { createBoundedMap } from "../../std/bounded-map.ts";
import { codeWords } from "../../std/code-words.ts";
import type { Sql } from "../sqlite/in-transaction.ts";
import { REFERENCE_TABLES } from "../sqlite/reference-tables.ts";
import { createRecoveringDatabase } from "./recovering-database.ts";

/** Where a project's index is, relative to its root. */
export const INDEX_PATH = ".specwright/index.sqlite";

/**
 * The index in the SQLite file at an absolute path. A broken file is moved aside and an empty one takes its place; where
 * none can be written, the index lives in memory. Both are told in `takeNotes`.
 */
export function createReferenceStore(path: string): ReferenceStore {
  let notes: string[] = [];
  /** Common words are slow to count, and what they are weighed by need not be new to the last file. */
  let counted = createBoundedMap<number>(MOST_COUNTED);
  const countOnce = (key: string, count: () => number): number => {
    const known = counted.get(key) ?? count();
    counted.set(key, known);
    return known;
  };
  const onNote = (note: string): void => void notes.push(note);
  const database = createRecoveringDatabase(path, { migrations: REFERENCE_TABLES, onNote });
  return {
    get generation() {
      return database.generation;
    },
    files: () => database.use((sql) => sql(FILES).all().map(toFile)),
    put(changes) {
      counted = createBoundedMap(MOST_COUNTED);
      database.change((sql) => {
        for (const change of changes) putFile(sql, change);
      });
    },
    remove(paths) {
      counted = createBoundedMap(MOST_COUNTED);
      database.change((sql) => {
        for (const gone of paths) sql("DELETE FROM files WHERE path = ?").run(gone);
      });
    },
    count: () =>
      database.use((sql) => ({ ...sql(COUNT).get() }) as { files: number; units: number }),
    countHolders: (words) =>
      database.use((sql) => {
        const countHolders = (word: string) =>
          countOnce(word, () => Number(sql(HOLDERS).get(word)?.["doc"] ?? 0));
        const holders = words.map((word) => [word, countHolders(word)] as const);
        return {
          units: countOnce("", () => Number(sql(COUNT).get()?.["units"])),
          holders: new Map(holders.filter(([, count]) => count > 0)),
        };
      }),
    search: (words, options) =>
      words.length === 0 ? [] : database.use((sql) => search(sql, words, options)),
    takeNotes() {
      const taken = notes;
      notes = [];
      return taken;
    },
    [Symbol.dispose]: database[Symbol.dispose],
  };
}

const MOST_COUNTED = 10_000;

const FILES = `SELECT path, extension, bytes, modified AS modifiedMs, hash, refusal FROM files`;
const COUNT = `SELECT (SELECT count(*) FROM files WHERE extension <> '' AND refusal IS NULL) AS files,
  (SELECT count(*) FROM units) AS units`;
const HOLDERS = "SELECT doc FROM holders WHERE term = ?";
const PUT_FILE = `INSERT INTO files (path, extension, bytes, modified, hash, refusal, imports)
  VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (path) DO UPDATE SET extension = excluded.extension, bytes = excluded.bytes,
    modified = excluded.modified, hash = excluded.hash, refusal = excluded.refusal,
    imports = excluded.imports
  RETURNING id`;
const TOUCH_FILE = "UPDATE files SET bytes = ?, modified = ? WHERE path = ? AND hash = ?";
const PUT_UNIT = `INSERT INTO units (file, kind, name, signature, start, "end", summary, calls, types)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const PUT_WORDS = `INSERT INTO words (rowid, name, signature, summary, mentioned, path)
  VALUES (?, ?, ?, ?, ?, ?)`;

const toFile = (row: Readonly<Record<string, unknown>>): IndexedFile =>
  ({ ...row, refusal: row["refusal"] ?? undefined }) as unknown as IndexedFile;

function putFile(sql: Sql, { file, outline }: FileChange): void {
  const { path, extension, bytes, modifiedMs, hash, refusal } = file;
  if (outline === undefined && refusal === undefined && extension !== "") {
    sql(TOUCH_FILE).run(bytes, modifiedMs, path, hash);
    return;
  }
  const imports = toList(outline?.imports ?? []);
  const row = sql(PUT_FILE).get(path, extension, bytes, modifiedMs, hash, refusal ?? null, imports);
  const id = Number(row?.["id"]);
  sql("DELETE FROM units WHERE file = ?").run(id);
  const pathWords = codeWords(path).join(" ");
  for (const unit of outline?.units ?? []) putUnit(sql, id, unit, pathWords);
}

function putUnit(sql: Sql, file: number, unit: Unit, pathWords: string): void {
  const { kind, name, signature, start, end, summary, calls, types } = unit;
  const row = [kind, name, signature, start, end, summary ?? null, toList(calls), toList(types)];
  const { lastInsertRowid } = sql(PUT_UNIT).run(file, ...row);
  const columns = [name, signature, summary ?? "", [...calls, ...types].join(" ")];
  sql(PUT_WORDS).run(
    lastInsertRowid,
    ...columns.map((text) => codeWords(text).join(" ")),
    pathWords,
  );
}

/** Names and modules hold no line feed. */
const toList = (names: readonly string[]): string => names.join("\n");
const fromList = (text: unknown): readonly string[] =>
  text === "" ? [] : String(text).split("\n");

/** A name says more than what it calls; a path says little. */
const RANK = "bm25(words, 4.0, 1.5, 2.5, 0.7, 0.4)";

/** Ranked first, joined afterwards: of thousands of matches only the best are looked up. */
const SEARCH_BEST = `SELECT units.*, files.path AS path, files.extension AS extension, files.hash, files.imports, -best.score AS score
  FROM (SELECT rowid, ${RANK} AS score FROM words WHERE words MATCH ? ORDER BY score LIMIT ?) AS best
  JOIN units ON units.id = best.rowid JOIN files ON files.id = units.file ORDER BY best.score`;

function search(
  sql: Sql,
  words: readonly string[],
  { extensions, limit }: { readonly extensions: readonly string[]; readonly limit: number },
): readonly FoundUnit[] {
  const query = words.map((word) => `"${word.replaceAll('"', "")}"`).join(" OR ");
  // Where another language's files take all the places, more of them are looked at.
  for (let looked = limit; ; looked *= 10) {
    const rows = sql(SEARCH_BEST).all(query, looked);
    const fitting = rows.filter((row) => extensions.includes(String(row["extension"])));
    if (fitting.length >= limit / 4 || rows.length < looked)
      return fitting.slice(0, limit).map(toFound);
  }
}

const toFound = (row: Readonly<Record<string, unknown>>): FoundUnit => ({
  unit: {
    kind: row["kind"] as Unit["kind"],
    name: String(row["name"]),
    signature: String(row["signature"]),
    start: Number(row["start"]),
    end: Number(row["end"]),
    summary: row["summary"] === null ? undefined : String(row["summary"]),
    calls: fromList(row["calls"]),
    types: fromList(row["types"]),
  },
  path: String(row["path"]),
  hash: String(row["hash"]),
  imports: fromList(row["imports"]),
  rank: Number(row["score"]),
});
