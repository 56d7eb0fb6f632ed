import type { DatabaseSync, StatementSync } from "node:sqlite";

/** Statements by their SQL, each prepared once. */
export type Sql = (text: string) => StatementSync;

/** All changes of `action`, or none; nobody else writes meanwhile. `opened` is asked when it failed. */
export function inTransaction<T>(
  action: (sql: Sql) => T,
  sql: Sql,
  opened: () => DatabaseSync | undefined,
): T {
  sql("BEGIN IMMEDIATE").run();
  try {
    const result = action(sql);
    sql("COMMIT").run();
    return result;
  } catch (error) {
    if (opened()?.isTransaction === true) sql("ROLLBACK").run();
    throw error;
  }
}
