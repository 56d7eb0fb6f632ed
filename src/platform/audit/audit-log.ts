import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { Fault } from "../../domain/fault.ts";
import type { AuditEntry, AuditLog } from "../../ports/audit-log.ts";
import type { Clock } from "../../ports/clock.ts";
import type { HideSecrets } from "../../std/hide-secrets.ts";
import { openDatabase, toDatabaseFault } from "../sqlite/open-database.ts";
import { isCorrupt, isSqliteError } from "../sqlite/sqlite-error.ts";
import { type ChainedEntry, type ChainVerdict, chainEntry, verifyChain } from "./audit-chain.ts";

/** Where a project's log is, relative to its root. */
export const AUDIT_PATH = ".specwright/audit.sqlite";

export interface AuditLogOptions {
  readonly clock: Pick<Clock, "now">;
  sha256(text: string): string;
  /** What is kept of a text. */
  readonly hideSecrets: HideSecrets;
}

/** A text in an entry is a name or a number in words; nothing longer belongs there. */
const LONGEST_TEXT = 500;

const TABLES = `
  CREATE TABLE entries (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    action TEXT NOT NULL,
    details TEXT NOT NULL,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER entries_are_not_changed BEFORE UPDATE ON entries
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
  CREATE TRIGGER entries_are_not_deleted BEFORE DELETE ON entries
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
  CREATE TRIGGER entries_are_not_replaced BEFORE INSERT ON entries
    WHEN NEW.seq <= (SELECT max(seq) FROM entries)
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
`;

/**
 * The audit log in the SQLite file at an absolute path, made at the first entry; several processes may append at once.
 * An entry outlives a killed process; a power cut may take the last ones.
 *
 * What cannot be logged is not done: `append` throws, so that a call is not sent and a key not changed without a trace.
 *
 * @throws {Fault} from `append`: `storage/full`, `storage/unwritable`
 */
export function createAuditLog(path: string, options: AuditLogOptions): AuditLog & Disposable {
  let opened: OpenLog | undefined;
  return {
    append(entry) {
      opened ??= openLog(path);
      opened.append(scrub(entry, options.hideSecrets), options);
    },
    [Symbol.dispose]() {
      opened?.database.close();
      opened = undefined;
    },
  };
}

interface OpenLog {
  readonly database: DatabaseSync;
  append(entry: AuditEntry, options: AuditLogOptions): void;
}

function openLog(path: string): OpenLog {
  const database = open(path);
  const readLast = database.prepare("SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1");
  const insert = database.prepare(
    "INSERT INTO entries (seq, at, action, details, prev, hash) VALUES (?, ?, ?, ?, ?, ?)",
  );
  return {
    database,
    append(entry, { clock, sha256 }) {
      try {
        // Nobody else may append between the last entry's hash and ours.
        database.exec("BEGIN IMMEDIATE");
        const last = readLast.get() as Pick<ChainedEntry, "seq" | "hash"> | undefined;
        const at = new Date(clock.now()).toISOString();
        const { seq, action, details, prev, hash } = chainEntry(entry, last, { at, sha256 });
        insert.run(seq, at, action, details, prev, hash);
        database.exec("COMMIT");
      } catch (error) {
        if (database.isTransaction) database.exec("ROLLBACK");
        throw toDatabaseFault(error, path);
      }
    },
  };
}

const open = (path: string): DatabaseSync =>
  openDatabase(path, {
    migrations: [TABLES],
    onNote: () => undefined,
    onCorrupt: "refuse",
    busyTimeoutMs: 10_000,
  });

const scrub = ({ action, details }: AuditEntry, hideSecrets: HideSecrets): AuditEntry => ({
  action,
  details: Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      typeof value === "string" ? hideSecrets(value).slice(0, LONGEST_TEXT) : value,
    ]),
  ),
});

/**
 * All entries at `path`, oldest first; none where there is no log. The file stays as it is.
 *
 * @throws {Fault} `audit/broken` for a file that is no log; `storage/unwritable` for one that cannot be read.
 */
export function* readAuditLog(path: string): Generator<ChainedEntry> {
  if (!existsSync(path)) return;
  const database = new DatabaseSync(path, { readOnly: true, timeout: 10_000 });
  try {
    const rows = database.prepare("SELECT * FROM entries ORDER BY seq").iterate();
    // Rows have no prototype; ours are plain objects.
    for (const row of rows) yield { ...row } as unknown as ChainedEntry;
  } catch (error) {
    if (isCorrupt(error) || hasNoTable(error)) throw broken("the file is damaged, or no audit log");
    throw toDatabaseFault(error, path);
  } finally {
    database.close();
  }
}

/**
 * Whether the log at `path` is as it was written, and holds the entry with the hash `head`.
 *
 * @throws {Fault} `audit/broken` naming the first entry that does not fit.
 */
export function verifyAuditLog(
  path: string,
  options: { sha256(text: string): string; readonly head?: string | undefined },
): Pick<ChainVerdict, "entries" | "head"> {
  const { entries, head, broken: place } = verifyChain(readAuditLog(path), options);
  if (place === undefined) return { entries, head };
  throw broken(place.why, { seq: place.seq, entries });
}

/** SQLite's plain error, which says that there is no such table. */
const hasNoTable = (error: unknown): boolean => isSqliteError(error) && error.errcode === 1;

const broken = (why: string, details: Readonly<Record<string, number>> = {}): Fault =>
  new Fault("audit/broken", `Cannot trust the audit log: ${why}`, {
    help: "It was changed outside of specwright; compare it with a copy, and keep both",
    details,
  });
