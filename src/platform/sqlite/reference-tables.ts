/**
 * The tables of the index of a project; each entry makes the next version of them. Whoever changes what outlines hold,
 * or how words are made, adds `DELETE FROM files`.
 */
export const REFERENCE_TABLES: readonly string[] = [
  `CREATE TABLE files (
     id INTEGER PRIMARY KEY,
     path TEXT NOT NULL UNIQUE,
     extension TEXT NOT NULL,
     bytes INTEGER NOT NULL,
     modified REAL NOT NULL,
     hash TEXT NOT NULL,
     refusal TEXT,
     imports TEXT NOT NULL
   ) STRICT;

   CREATE TABLE units (
     id INTEGER PRIMARY KEY,
     file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
     kind TEXT NOT NULL,
     name TEXT NOT NULL,
     signature TEXT NOT NULL,
     start INTEGER NOT NULL,
     "end" INTEGER NOT NULL,
     summary TEXT,
     calls TEXT NOT NULL,
     types TEXT NOT NULL
   ) STRICT;
   CREATE INDEX units_by_file ON units (file);

   CREATE VIRTUAL TABLE words USING fts5(
     name, signature, summary, mentioned, path,
     content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
   );
   CREATE VIRTUAL TABLE holders USING fts5vocab(words, row);
   CREATE TRIGGER units_out AFTER DELETE ON units BEGIN
     DELETE FROM words WHERE rowid = old.id;
   END;`,
];
