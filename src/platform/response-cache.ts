import { NO_USAGE } from "../domain/token-usage.ts";
import type { Clock } from "../ports/clock.ts";
import type {
  CachedResponse,
  CacheEntry,
  InspectableResponseCache,
} from "../ports/response-cache.ts";
import type { Sql } from "./sqlite/in-transaction.ts";
import type { TolerantDatabase } from "./sqlite/tolerant-database.ts";

export interface CreateResponseCacheOptions {
  readonly clock: Clock;
  /** How long an answer is kept. */
  readonly ttlMs: number;
  /** Of all answers and what was asked for them; those that were used longest ago make room. */
  readonly maxBytes: number;
}

interface Entry {
  readonly keyJson: string;
  readonly response: CachedResponse;
  /** The response in JSON. */
  readonly text: string;
  readonly bytes: number;
  /** Wall time in ms. */
  readonly usedAt: number;
}

/** How long answers may wait to be written together; who is killed in between loses what a cache may lose. */
const GATHER_MS = 50;

/** How many make room, or are found too old, in one step. */
const STEP = 32;
/** Making room goes a little further than it must, so that not every answer has to make some. */
const ROOM = 0.95;

/**
 * Answers in a database with the tables of `RESPONSE_TABLES`; other processes may use it at the same time. It does not
 * close the database.
 */
export function createResponseCache(
  database: TolerantDatabase,
  { clock, ttlMs, maxBytes }: CreateResponseCacheOptions,
): InspectableResponseCache {
  const oldest = (): number => clock.now() - ttlMs;
  let waiting = new Map<string, Entry>();

  /** Answers of one moment are written together: each transaction costs more than what is in it. */
  const write = (): void => {
    if (waiting.size === 0) return;
    const entries = waiting;
    waiting = new Map();
    database.change((sql) => {
      for (const [key, { keyJson, response, text, bytes, usedAt }] of entries)
        sql(PUT).run(key, response.askedOf, bytes, response.storedAt, usedAt, text, keyJson);
      sql(DROP_EXPIRED).run(oldest(), STEP);
      makeRoom(sql, maxBytes);
    }, undefined);
  };

  return {
    get(key) {
      if (waiting.has(key)) write();
      return database.attempt((sql) => use(sql, key, clock.now(), oldest()), undefined);
    },

    put(key, keyJson, response) {
      const text = JSON.stringify(response);
      const bytes = Buffer.byteLength(text) + Buffer.byteLength(keyJson);
      if (bytes > maxBytes) return;
      // Not waited for at the end of the process: disposing writes what is left.
      if (waiting.size === 0) setTimeout(write, GATHER_MS).unref();
      waiting.set(key, { keyJson, response, text, bytes, usedAt: clock.now() });
    },

    stats() {
      write();
      const { entries, bytes } = database.attempt(readTotals, { entries: 0, bytes: 0 });
      const { uses, oldestAt } = database.attempt(
        (sql) => sql(READ_AGES).get() as { uses: number | null; oldestAt: number | null },
        { uses: 0, oldestAt: null },
      );
      return {
        entries,
        bytes,
        maxBytes,
        ttlMs,
        uses: uses ?? 0,
        oldestAt: oldestAt ?? undefined,
      };
    },

    recent(count) {
      write();
      const readRecent = (sql: Sql): readonly CacheEntry[] =>
        sql(READ_RECENT)
          .all(count)
          .map((row) => ({ ...row }) as unknown as CacheEntry);
      return database.attempt(readRecent, []);
    },

    findKeyJson(key) {
      write();
      if (!/^[0-9a-f]+$/.test(key)) return undefined;
      const found = database.attempt((sql) => sql(FIND_KEY).all(`${key}*`), []);
      return found.length === 1 ? (found[0]?.["keyJson"] as string) : undefined;
    },

    clear() {
      write();
      const { entries } = database.attempt(readTotals, { entries: 0, bytes: 0 });
      database.attempt((sql) => sql("DELETE FROM responses").run(), undefined);
      giveSpaceBack(database);
      return entries;
    },

    [Symbol.dispose]: write,
  };
}

const PUT = `INSERT INTO responses (key, asked_of, bytes, stored_at, used_at, response, key_json)
  VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (key) DO UPDATE SET asked_of = excluded.asked_of, bytes = excluded.bytes,
    stored_at = excluded.stored_at, used_at = excluded.used_at, response = excluded.response,
    key_json = excluded.key_json`;
const DROP_EXPIRED = `DELETE FROM responses WHERE key IN
  (SELECT key FROM responses WHERE stored_at < ? ORDER BY stored_at LIMIT ?)`;
const DROP_UNUSED = `DELETE FROM responses WHERE key IN
  (SELECT key FROM responses ORDER BY used_at, rowid LIMIT 1)`;
const READ_AGES = "SELECT sum(uses) AS uses, min(stored_at) AS oldestAt FROM responses";
const READ_RECENT = `SELECT key, asked_of AS askedOf, bytes, stored_at AS storedAt,
  used_at AS usedAt, uses FROM responses ORDER BY used_at DESC, rowid DESC LIMIT ?`;
const FIND_KEY = "SELECT key_json AS keyJson FROM responses WHERE key GLOB ? LIMIT 2";

/** An answer that is not too old, and noted as used. */
function use(sql: Sql, key: string, now: number, oldest: number): CachedResponse | undefined {
  const row = sql("SELECT response, stored_at AS storedAt FROM responses WHERE key = ?").get(key);
  if (row === undefined || Number(row["storedAt"]) < oldest) return undefined;
  const response = parse(String(row["response"]));
  if (response !== undefined)
    sql("UPDATE responses SET used_at = ?, uses = uses + 1 WHERE key = ?").run(now, key);
  return response;
}

/** What somebody else wrote into the file is not believed. */
function parse(text: string): CachedResponse | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isResponse(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** Only whole answers that ended by themselves are kept. */
const isResponse = (value: unknown): value is CachedResponse =>
  isRecord(value) &&
  [value["text"], value["askedOf"], value["answeredBy"]].every((it) => typeof it === "string") &&
  value["finishReason"] === "stop" &&
  isTime(value["storedAt"]) &&
  Array.isArray(value["warnings"]) &&
  value["warnings"].every((warning) => typeof warning === "string") &&
  isUsage(value["usage"]);

const isUsage = (value: unknown): boolean =>
  isRecord(value) &&
  Object.keys(NO_USAGE).every(
    (name) => Number.isSafeInteger(value[name]) && Number(value[name]) >= 0,
  );

/** Wall times in ms that a date can hold. */
const isTime = (value: unknown): boolean =>
  typeof value === "number" && !Number.isNaN(new Date(value).valueOf());

function makeRoom(sql: Sql, maxBytes: number): void {
  if (readTotals(sql).bytes <= maxBytes) return;
  while (readTotals(sql).bytes > maxBytes * ROOM) sql(DROP_UNUSED).run();
}

const readTotals = (sql: Sql): { readonly entries: number; readonly bytes: number } =>
  sql("SELECT entries, bytes FROM totals").get() as { entries: number; bytes: number };

/** What was deleted is not only marked as free: neither the file nor its log holds it any longer. */
function giveSpaceBack(database: TolerantDatabase): void {
  database.attempt((sql) => sql("VACUUM").run(), undefined);
  database.attempt((sql) => sql("PRAGMA wal_checkpoint(TRUNCATE)").all(), undefined);
}
