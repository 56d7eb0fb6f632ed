/** The tables of the file that keeps answers and prompts; each entry makes the next version of them. */
export const RESPONSE_TABLES: readonly string[] = [
  // The long columns come last: what is counted and sorted is read without them.
  `CREATE TABLE responses (
     key TEXT PRIMARY KEY,
     asked_of TEXT NOT NULL,
     bytes INTEGER NOT NULL,
     stored_at INTEGER NOT NULL,
     used_at INTEGER NOT NULL,
     uses INTEGER NOT NULL DEFAULT 0,
     response TEXT NOT NULL,
     key_json TEXT NOT NULL
   ) STRICT;
   CREATE INDEX responses_by_use ON responses (used_at);
   CREATE INDEX responses_by_age ON responses (stored_at);

   CREATE TABLE totals (entries INTEGER NOT NULL, bytes INTEGER NOT NULL) STRICT;
   INSERT INTO totals VALUES (0, 0);
   CREATE TRIGGER responses_in AFTER INSERT ON responses BEGIN
     UPDATE totals SET entries = entries + 1, bytes = bytes + new.bytes;
   END;
   CREATE TRIGGER responses_out AFTER DELETE ON responses BEGIN
     UPDATE totals SET entries = entries - 1, bytes = bytes - old.bytes;
   END;
   CREATE TRIGGER responses_change AFTER UPDATE OF bytes ON responses BEGIN
     UPDATE totals SET bytes = bytes + new.bytes - old.bytes;
   END;

   CREATE TABLE prompts (
     id INTEGER PRIMARY KEY,
     model_id TEXT NOT NULL,
     bytes INTEGER NOT NULL,
     prompt TEXT NOT NULL
   ) STRICT;

   CREATE TABLE reports (
     id INTEGER PRIMARY KEY,
     run_id TEXT,
     report TEXT NOT NULL
   ) STRICT;
   CREATE INDEX reports_by_run ON reports (run_id);`,
];
