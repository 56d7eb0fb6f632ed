import type { SharedPace } from "../../../ports/batch-store.ts";
import type { Clock } from "../../../ports/clock.ts";
import type { Sql } from "../../sqlite/in-transaction.ts";
import { enterPace, FRESH_PACE, giveBackPace, type PaceState } from "../pace-state.ts";
import type { BatchDatabase } from "./open-batch-database.ts";

/** The pace in a table, by the wall clock that all processes of a machine share. */
export const createSharedPace = (database: BatchDatabase, clock: Clock): SharedPace => ({
  enter: async (provider, call) =>
    database.change((sql) => {
      const before = read(sql, provider);
      const { waitMs, state } = enterPace(before, call, clock.now());
      if (state !== before) write(sql, provider, state);
      return waitMs;
    }),
  async giveBack(provider, unused) {
    database.change((sql) => write(sql, provider, giveBackPace(read(sql, provider), unused)));
  },
  async hold(provider, waitMs) {
    database.change((sql) => {
      const state = read(sql, provider);
      const heldUntil = Math.max(state.heldUntil, clock.now() + waitMs);
      write(sql, provider, { ...state, heldUntil });
    });
  },
});

function read(sql: Sql, provider: string): PaceState {
  const row = sql("SELECT state FROM paces WHERE provider = ?").get(provider);
  if (row === undefined) return FRESH_PACE;
  return { ...FRESH_PACE, ...(JSON.parse(String(row["state"])) as PaceState) };
}

function write(sql: Sql, provider: string, state: PaceState): void {
  sql(
    "INSERT INTO paces (provider, state) VALUES (?, ?) ON CONFLICT DO UPDATE SET state = excluded.state",
  ).run(provider, JSON.stringify(state));
}
