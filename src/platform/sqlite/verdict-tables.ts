/** The tables of the file that keeps verdicts; each entry makes the next version of them. */
export const VERDICT_TABLES: readonly string[] = [
  `CREATE TABLE verdicts (
     key TEXT PRIMARY KEY,
     bytes INTEGER NOT NULL,
     stored_at INTEGER NOT NULL,
     used_at INTEGER NOT NULL,
     uses INTEGER NOT NULL DEFAULT 0,
     verdict TEXT NOT NULL
   ) STRICT;
   CREATE INDEX verdicts_by_use ON verdicts (used_at);

   CREATE TABLE totals (entries INTEGER NOT NULL, bytes INTEGER NOT NULL) STRICT;
   INSERT INTO totals VALUES (0, 0);
   CREATE TRIGGER verdicts_in AFTER INSERT ON verdicts BEGIN
     UPDATE totals SET entries = entries + 1, bytes = bytes + new.bytes;
   END;
   CREATE TRIGGER verdicts_out AFTER DELETE ON verdicts BEGIN
     UPDATE totals SET entries = entries - 1, bytes = bytes - old.bytes;
   END;
   CREATE TRIGGER verdicts_change AFTER UPDATE OF bytes ON verdicts BEGIN
     UPDATE totals SET bytes = bytes + new.bytes - old.bytes;
   END;`,
];
