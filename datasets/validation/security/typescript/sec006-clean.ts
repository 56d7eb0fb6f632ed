import { execFileSync } from "node:child_process";

export function find(pattern: RegExp, text: string, db: { exec(sql: string): void }): void {
  pattern.exec(text);
  db.exec("VACUUM");
  execFileSync("/usr/bin/git", ["status", text]);
}
