/** The tables of a store of batches; each entry makes the next version of them. */
export const BATCH_TABLES: readonly string[] = [
  `CREATE TABLE jobs (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     batch TEXT NOT NULL,
     kind TEXT NOT NULL,
     priority INTEGER NOT NULL,
     delivery INTEGER NOT NULL DEFAULT 0,
     takes INTEGER NOT NULL DEFAULT 0,
     lease_until REAL NOT NULL DEFAULT 0,
     payload TEXT NOT NULL,
     result TEXT
   ) STRICT;
   CREATE INDEX jobs_to_do ON jobs (priority, seq) WHERE result IS NULL;
   CREATE INDEX jobs_held ON jobs (lease_until) WHERE result IS NULL AND lease_until > 0;
   CREATE INDEX jobs_by_batch ON jobs (batch);

   CREATE TABLE changes (count INTEGER NOT NULL) STRICT;
   INSERT INTO changes VALUES (0);

   CREATE TABLE answers (key TEXT PRIMARY KEY, answer TEXT NOT NULL) STRICT;

   CREATE TABLE pools (
     batch TEXT PRIMARY KEY,
     cap INTEGER,
     spent INTEGER NOT NULL DEFAULT 0,
     reserved INTEGER NOT NULL DEFAULT 0,
     lost INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   CREATE TABLE reservations (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     batch TEXT NOT NULL,
     job TEXT NOT NULL,
     delivery INTEGER NOT NULL,
     nano_usd INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX reservations_by_job ON reservations (batch, job);

   CREATE TABLE paces (provider TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT;`,
];
