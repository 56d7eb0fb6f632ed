export function describe(db: any, table: string, list: string[], key: string): string {
  db.exec(`PRAGMA user_version = ${list.length}`);
  if (key === "$where" || key === "__html") return "";
  return `SELECT … FROM ${table}`;
}
