/** What `node:sqlite` throws when SQLite refuses. */
export interface SqliteError extends Error {
  /** SQLite's result code, extended. @see https://sqlite.org/rescode.html */
  readonly errcode: number;
  /** In SQLite's words. */
  readonly errstr: string;
}

const CORRUPT = 11;
const NOT_A_DATABASE = 26;

export const isSqliteError = (error: unknown): error is SqliteError =>
  error instanceof Error && "code" in error && error.code === "ERR_SQLITE_ERROR";

/** Whether the file itself is broken. The low byte of an extended code is the plain one. */
export const isCorrupt = (error: unknown): boolean =>
  isSqliteError(error) && [CORRUPT, NOT_A_DATABASE].includes(error.errcode & 0xff);
