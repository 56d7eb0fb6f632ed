import { appendFileSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { LearnedChange, LearnedFile, LearnedStore } from "../ports/learned-store.ts";
import { createRecoveringDatabase } from "./project/recovering-database.ts";
import type { Sql } from "./sqlite/in-transaction.ts";
import { LEARNED_TABLES } from "./sqlite/learned-tables.ts";

/**
 * What was learned, in the SQLite file at an absolute path. A broken file is moved aside and an empty one takes its
 * place; where none can be written, it lives in memory. Both are told in `takeNotes`.
 */
export function createLearnedStore(path: string): LearnedStore {
  let notes: string[] = [];
  const onNote = (note: string): void => void notes.push(note);
  const database = createRecoveringDatabase(path, { migrations: LEARNED_TABLES, onNote });
  return {
    files: () => database.use((sql) => sql(FILES).all().map(toFile)),
    *lessons(dialect) {
      // Each by itself: all of them together may be larger than memory should be.
      const paths = database.use((sql) =>
        sql(PATHS)
          .all(dialect)
          .map((row) => String(row["path"])),
      );
      for (const one of paths) {
        const row = database.use((sql) => sql("SELECT lesson FROM files WHERE path = ?").get(one));
        const lesson = unpack(row?.["lesson"]);
        if (lesson !== undefined) yield { path: one, lesson };
      }
    },
    put(changes) {
      keepOutOfGit(path);
      database.change((sql) => {
        for (const change of changes) putFile(sql, change);
      });
    },
    remove(paths) {
      // What is forgotten is overwritten, not left in free pages.
      database.use((sql) => sql("PRAGMA secure_delete = ON").all());
      database.change((sql) => {
        for (const gone of paths) sql("DELETE FROM files WHERE path = ?").run(gone);
      });
    },
    forgotten: () =>
      database.use((sql) =>
        sql(FORGOTTEN)
          .all()
          .map((row) => String(row["path"])),
      ),
    setForgotten: (one, isForgotten) =>
      database.change((sql) => {
        if (isForgotten) sql("INSERT OR IGNORE INTO forgotten (path) VALUES (?)").run(one);
        else sql("DELETE FROM forgotten WHERE path = ?").run(one);
      }),
    summary: (dialect, key) =>
      unpack(database.use((sql) => sql(SUMMARY).get(dialect, key)?.["summary"])),
    putSummary: (dialect, key, text) =>
      database.change((sql) => void sql(PUT_SUMMARY).run(dialect, key, pack(text))),
    feedback: () =>
      database.use((sql) =>
        sql("SELECT rule, value, accepted FROM feedback ORDER BY id")
          .all()
          .map((row) => ({
            rule: String(row["rule"]),
            value: String(row["value"]),
            isAccepted: row["accepted"] === 1,
          })),
      ),
    addFeedback: ({ rule, value, isAccepted }) =>
      database.change((sql) => void sql(PUT_FEEDBACK).run(rule, value, isAccepted ? 1 : 0)),
    takeNotes() {
      const taken = notes;
      notes = [];
      return taken;
    },
    [Symbol.dispose]: database[Symbol.dispose],
  };
}

const FILES =
  "SELECT path, dialect, bytes, modified AS modifiedMs, hash, refusal FROM files ORDER BY path";
const PATHS = "SELECT path FROM files WHERE dialect = ? AND lesson IS NOT NULL ORDER BY path";
const FORGOTTEN = "SELECT path FROM forgotten ORDER BY path";
const SUMMARY = "SELECT summary FROM summaries WHERE dialect = ? AND key = ?";
const PUT_SUMMARY = "INSERT OR REPLACE INTO summaries (dialect, key, summary) VALUES (?, ?, ?)";
const PUT_FEEDBACK = "INSERT INTO feedback (rule, value, accepted) VALUES (?, ?, ?)";
const TOUCH_FILE = "UPDATE files SET bytes = ?, modified = ? WHERE path = ? AND hash = ?";
const PUT_FILE = `INSERT INTO files (path, dialect, bytes, modified, hash, refusal, lesson)
  VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (path) DO UPDATE SET dialect = excluded.dialect, bytes = excluded.bytes,
    modified = excluded.modified, hash = excluded.hash, refusal = excluded.refusal,
    lesson = excluded.lesson`;

const toFile = (row: Readonly<Record<string, unknown>>): LearnedFile =>
  ({ ...row, refusal: row["refusal"] ?? undefined }) as unknown as LearnedFile;

function putFile(sql: Sql, { file, lesson }: LearnedChange): void {
  const { path, dialect, bytes, modifiedMs, hash, refusal } = file;
  if (lesson === undefined && refusal === undefined) {
    sql(TOUCH_FILE).run(bytes, modifiedMs, path, hash);
    return;
  }
  const packed = lesson === undefined ? null : pack(lesson);
  sql(PUT_FILE).run(path, dialect, bytes, modifiedMs, hash, refusal ?? null, packed);
}

const pack = (text: string): Uint8Array => deflateRawSync(text, { level: 4 });

/** `undefined` where there is nothing, or nothing that was packed. */
function unpack(bytes: unknown): string | undefined {
  if (!(bytes instanceof Uint8Array)) return undefined;
  try {
    return inflateRawSync(bytes).toString("utf8");
  } catch {
    return undefined;
  }
}

/** The folder's rules may be older than this file. */
function keepOutOfGit(path: string): void {
  const rules = join(dirname(path), ".gitignore");
  try {
    if (!readFileSync(rules, "utf8").includes("/learned.sqlite"))
      appendFileSync(rules, "/learned.sqlite*\n");
  } catch {
    // None yet: it is made with the database, and names it.
  }
}
