import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { Fault, isFault } from "../../domain/fault.ts";
import type { AuditAction, AuditEntry, AuditLog } from "../../ports/audit-log.ts";
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
  let waiting: AuditEntry[] = [];

  const write = (entries: readonly AuditEntry[]): void => {
    if (entries.length === 0) return;
    opened ??= openLog(path);
    opened.append(entries, options);
    waiting = [];
  };
  const writeWaiting = (): void => {
    try {
      write(waiting);
    } catch (error) {
      // They are tried again with the next entry, whose writer hears of it.
      if (!isFault(error)) throw error;
    }
  };

  return {
    append(entry) {
      const scrubbed = scrub(entry, options.hideSecrets);
      if (!TOLD_AFTERWARDS.has(entry.action)) return write([...waiting, scrubbed]);
      if (waiting.push(scrubbed) === 1) setImmediate(writeWaiting);
    },
    [Symbol.dispose]() {
      try {
        write(waiting);
      } finally {
        opened?.database.close();
        opened = undefined;
      }
    },
  };
}

/** Entries of what is over: nothing waits for them, so those of one moment are written together. */
const TOLD_AFTERWARDS: ReadonlySet<AuditAction> = new Set(["call-ended"]);

interface OpenLog {
  readonly database: DatabaseSync;
  /** All of them, or none. */
  append(entries: readonly AuditEntry[], options: AuditLogOptions): void;
}

function openLog(path: string): OpenLog {
  const database = open(path);
  const readLast = database.prepare("SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1");
  const insert = database.prepare(
    "INSERT INTO entries (seq, at, action, details, prev, hash) VALUES (?, ?, ?, ?, ?, ?)",
  );
  return {
    database,
    append(entries, { clock, sha256 }) {
      try {
        // Nobody else may append between the last entry's hash and ours.
        database.exec("BEGIN IMMEDIATE");
        let last = readLast.get() as Pick<ChainedEntry, "seq" | "hash"> | undefined;
        const at = new Date(clock.now()).toISOString();
        for (const entry of entries) {
          const chained = chainEntry(entry, last, { at, sha256 });
          insert.run(chained.seq, at, chained.action, chained.details, chained.prev, chained.hash);
          last = chained;
        }
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
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { readOnly: true, timeout: 10_000 });
    const rows = database.prepare("SELECT * FROM entries ORDER BY seq").iterate();
    // Rows have no prototype; ours are plain objects.
    for (const row of rows) yield { ...row } as unknown as ChainedEntry;
  } catch (error) {
    if (isCorrupt(error) || hasNoTable(error)) throw broken("the file is damaged, or no audit log");
    throw toDatabaseFault(error, path);
  } finally {
    database?.close();
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
