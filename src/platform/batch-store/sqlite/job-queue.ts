import type { JsonValue } from "../../../domain/json.ts";
import type { BatchJob, JobQueue, TakenJob } from "../../../ports/batch-store.ts";
import type { Clock } from "../../../ports/clock.ts";
import type { Sql } from "../../sqlite/in-transaction.ts";
import type { BatchDatabase } from "./open-batch-database.ts";

/** Pauses between two looks of who waits: short while something may come soon. */
const PAUSE_MS = { first: 10, growth: 1.5, last: 250 } as const;

interface JobRow {
  readonly seq: number;
  readonly id: string;
  readonly batch: string;
  readonly kind: BatchJob["kind"];
  readonly priority: number;
  readonly delivery: number;
  readonly takes: number;
  readonly payload: string;
}

/** Jobs in a table; leases run by the wall clock, which all processes of a machine share. */
export function createJobQueue(database: BatchDatabase, clock: Clock): JobQueue {
  /** What there was when this process last looked. */
  let seen = { changes: 0, at: clock.now() };
  const look = (sql: Sql): void => {
    seen = { changes: countChanges(sql), at: clock.now() };
  };
  const hasNews = (since: typeof seen): boolean =>
    database.read(
      (sql) =>
        countChanges(sql) !== since.changes ||
        sql(
          "SELECT 1 FROM jobs WHERE result IS NULL AND lease_until > 0 AND lease_until > ? AND lease_until <= ?",
        ).get(since.at, clock.now()) !== undefined,
    );

  return {
    async add(jobs) {
      if (jobs.length === 0) return;
      database.change((sql) => {
        const insert = sql(
          "INSERT INTO jobs (id, batch, kind, priority, payload) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        );
        for (const { id, batchId, kind, priority, payload } of jobs)
          insert.run(id, batchId, kind, priority, JSON.stringify(payload));
        tell(sql);
      });
    },

    async take({ worker, leaseMs }) {
      const isThere = database.read((sql) => {
        look(sql);
        return sql(`SELECT 1 FROM jobs ${FREE} LIMIT 1`).get(clock.now()) !== undefined;
      });
      // Who finds nothing holds up nobody who writes.
      if (!isThere) return undefined;
      return database.change((sql) => {
        const now = clock.now();
        const row = sql(
          `SELECT seq, id, batch, kind, priority, delivery, takes, payload FROM jobs ${FREE} ORDER BY priority, seq LIMIT 1`,
        ).get(now) as unknown as JobRow | undefined;
        if (row === undefined) return undefined;
        sql(
          "UPDATE jobs SET delivery = delivery + 1, takes = takes + 1, lease_until = ? WHERE seq = ?",
        ).run(now + leaseMs, row.seq);
        return toTaken(row, worker);
      });
    },

    async renew(taken, leaseMs) {
      return database.change((sql) => {
        const now = clock.now();
        const { changes } = sql(`UPDATE jobs SET lease_until = ? ${MINE}`).run(
          now + leaseMs,
          ...tokenParts(taken),
          now,
        );
        return changes > 0;
      });
    },

    // Not on the disk at once: after a power cut it is computed anew from the answers, which are.
    async finish({ job }, result) {
      return database.change((sql) => {
        const { changes } = sql(
          "UPDATE jobs SET result = ?, lease_until = 0 WHERE id = ? AND result IS NULL",
        ).run(JSON.stringify(result), job.id);
        if (changes > 0) tell(sql);
        return changes > 0;
      });
    },

    async release(taken) {
      database.change((sql) => {
        const { changes } = sql(
          `UPDATE jobs SET delivery = delivery - 1, lease_until = 0 ${MINE}`,
        ).run(...tokenParts(taken), clock.now());
        if (changes > 0) tell(sql);
      });
    },

    async results(jobIds) {
      const rows = database.read((sql) => {
        look(sql);
        return sql(
          "SELECT id, result FROM jobs WHERE result IS NOT NULL AND id IN (SELECT value FROM json_each(?))",
        ).all(JSON.stringify(jobIds)) as unknown as readonly { id: string; result: string }[];
      });
      const found = new Map(rows.map(({ id, result }) => [id, result]));
      return jobIds.flatMap((jobId) => {
        const result = found.get(jobId);
        return result === undefined ? [] : [{ jobId, result: JSON.parse(result) as JsonValue }];
      });
    },

    async wait(timeoutMs, signal) {
      signal?.throwIfAborted();
      const since = seen;
      const until = clock.elapsed() + timeoutMs;
      let pauseMs: number = PAUSE_MS.first;
      while (!hasNews(since)) {
        const leftMs = until - clock.elapsed();
        if (leftMs <= 0) return;
        await clock.sleep(Math.min(pauseMs, leftMs), signal);
        pauseMs = Math.min(PAUSE_MS.last, pauseMs * PAUSE_MS.growth);
      }
    },
  };
}

const FREE = "WHERE result IS NULL AND lease_until <= ?";
const MINE = "WHERE seq = ? AND takes = ? AND result IS NULL AND lease_until > ?";

const toTaken = (row: JobRow, worker: string): TakenJob => ({
  job: {
    id: row.id,
    batchId: row.batch,
    kind: row.kind,
    priority: row.priority,
    payload: JSON.parse(row.payload) as JsonValue,
  },
  delivery: row.delivery + 1,
  token: `${worker}:${row.seq}:${row.takes + 1}`,
});

/** The row, and a count that goes up with each taking, also of what was released: no two holders have the same. */
function tokenParts({ token }: TakenJob): readonly [number, number] {
  const [seq, takes] = token.split(":").slice(-2).map(Number);
  return [seq ?? 0, takes ?? 0];
}

const countChanges = (sql: Sql): number =>
  Number(sql("SELECT count FROM changes").get()?.["count"] ?? 0);

const tell = (sql: Sql): void => void sql("UPDATE changes SET count = count + 1").run();
