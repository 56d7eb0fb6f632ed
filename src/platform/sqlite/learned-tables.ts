/**
 * The tables of what was learned from a project; each entry makes the next version of them. Whoever changes what is
 * counted adds `DELETE FROM files`.
 */
export const LEARNED_TABLES: readonly string[] = [
  `CREATE TABLE files (
     path TEXT PRIMARY KEY,
     dialect TEXT NOT NULL,
     bytes INTEGER NOT NULL,
     modified REAL NOT NULL,
     hash TEXT NOT NULL,
     refusal TEXT,
     lesson BLOB
   ) STRICT;
   CREATE TABLE forgotten (path TEXT PRIMARY KEY) STRICT;
   CREATE TABLE summaries (dialect TEXT PRIMARY KEY, key TEXT NOT NULL, summary BLOB NOT NULL) STRICT;
   CREATE TRIGGER files_in AFTER INSERT ON files BEGIN DELETE FROM summaries; END;
   CREATE TRIGGER files_out AFTER DELETE ON files BEGIN DELETE FROM summaries; END;
   CREATE TRIGGER files_change AFTER UPDATE OF hash, lesson, path ON files BEGIN DELETE FROM summaries; END;
   CREATE TABLE feedback (
     id INTEGER PRIMARY KEY,
     rule TEXT NOT NULL,
     value TEXT NOT NULL,
     accepted INTEGER NOT NULL
   ) STRICT;`,
];
