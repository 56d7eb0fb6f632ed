import type { JsonValue } from "../../../domain/json.ts";
import type { AnswerLedger } from "../../../ports/batch-store.ts";
import type { Sql } from "../../sqlite/in-transaction.ts";
import type { BatchDatabase } from "./open-batch-database.ts";

/** Answers in a table, each on the disk before it counts. */
export const createAnswerLedger = (database: BatchDatabase): AnswerLedger => ({
  get: async (key) => database.read((sql) => find(sql, key)),
  put: async (key, answer) =>
    database.change((sql) => {
      const text = JSON.stringify(answer);
      sql("INSERT INTO answers (key, answer) VALUES (?, ?) ON CONFLICT DO NOTHING").run(key, text);
      return find(sql, key) ?? answer;
    }, true),
});

function find(sql: Sql, key: string): JsonValue | undefined {
  const row = sql("SELECT answer FROM answers WHERE key = ?").get(key);
  return row === undefined ? undefined : (JSON.parse(String(row["answer"])) as JsonValue);
}
