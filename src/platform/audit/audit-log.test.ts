import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { Secret } from "../../domain/secret.ts";
import { createHideSecrets } from "../../std/hide-secrets.ts";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { sha256 } from "../sha256.ts";
import { createAuditLog, readAuditLog, verifyAuditLog } from "./audit-log.ts";

const folder = mkdtempSync(join(tmpdir(), "specwright-audit-"));
afterAll(() => rmSync(folder, { recursive: true }));
let made = 0;
const freshPath = (): string => join(folder, `${++made}`, "audit.sqlite");
const options = {
  clock: createFakeClock(),
  sha256,
  hideSecrets: createHideSecrets([new Secret("canary-value")]),
};
const write = (path: string, count: number): void => {
  using log = createAuditLog(path, options);
  for (let call = 1; call <= count; call += 1) {
    log.append({ action: "call-sent", details: { model: "toy/model", call } });
  }
};
const tamper = (path: string, sql: string): void => {
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
};

describe("createAuditLog()", () => {
  test("keeps entries in their order, with their details", () => {
    const path = freshPath();

    write(path, 2);

    expect([...readAuditLog(path)]).toMatchObject([
      { seq: 1, action: "call-sent", details: '{"call":1,"model":"toy/model"}' },
      { seq: 2, action: "call-sent", details: '{"call":2,"model":"toy/model"}' },
    ]);
    expect(verifyAuditLog(path, { sha256 })).toMatchObject({ entries: 2 });
  });

  test("makes no file before the first entry", () => {
    const path = freshPath();

    write(path, 0);

    expect(existsSync(path)).toBe(false);
    expect(verifyAuditLog(path, { sha256 })).toEqual({ entries: 0, head: undefined });
  });

  test("keeps no secret, known or by its looks, and no long text", () => {
    const path = freshPath();
    using log = createAuditLog(path, options);

    const details = { a: "key canary-value", b: "Bearer abcdef123456", c: "x".repeat(9999) };
    log.append({ action: "key-rotated", details });

    const [entry] = [...readAuditLog(path)];
    expect(JSON.parse(entry?.details ?? "")).toEqual({
      a: "key [secret]",
      b: "Bearer [secret]",
      c: "x".repeat(500),
    });
  });

  test.each([
    "UPDATE entries SET action = 'x' WHERE seq = 1",
    "DELETE FROM entries WHERE seq = 2",
    "INSERT OR REPLACE INTO entries SELECT 1, at, 'x', details, prev, hash FROM entries WHERE seq = 1",
    "INSERT INTO entries SELECT 0, at, action, details, prev, hash FROM entries WHERE seq = 1",
  ])("refuses %j", (sql) => {
    const path = freshPath();
    write(path, 2);

    expect(() => tamper(path, sql)).toThrow("append-only");

    expect(verifyAuditLog(path, { sha256 })).toMatchObject({ entries: 2 });
  });

  test("throws where it cannot write, so that nothing goes on unlogged", () => {
    const path = freshPath();
    writeFileSync(join(folder, `${made}`), "a file in place of the folder");
    using log = createAuditLog(path, options);

    expect(() => log.append({ action: "call-sent", details: {} })).toThrow(
      expect.objectContaining({ code: "storage/unwritable" }),
    );
  });

  test("throws for a file that is no database, and leaves it as it is", () => {
    const path = join(folder, "broken.sqlite");
    writeFileSync(path, "not a database at all".repeat(100), { mode: 0o600 });
    using log = createAuditLog(path, options);

    expect(() => log.append({ action: "call-sent", details: {} })).toThrow(
      expect.objectContaining({ code: "storage/unwritable" }),
    );
    expect(readFileSync(path, "utf8")).toMatch(/^not a database/);
  });

  test("throws for a folder in its place, also when it is read", () => {
    const path = freshPath();
    mkdirSync(path, { recursive: true });

    expect(() => verifyAuditLog(path, { sha256 })).toThrow(
      expect.objectContaining({ code: "storage/unwritable" }),
    );
  });

  test("takes entries of several processes at once, each in its place", async () => {
    const path = freshPath();
    const script = `
      const { createAuditLog } = await import(${JSON.stringify(fileURLToPath(new URL("audit-log.ts", import.meta.url)))});
      const { sha256 } = await import(${JSON.stringify(fileURLToPath(new URL("../sha256.ts", import.meta.url)))});
      const log = createAuditLog(${JSON.stringify(path)}, { clock: { now: () => 0 }, sha256, hideSecrets: (text) => text });
      for (let call = 0; call < 50; call += 1) log.append({ action: "call-sent", details: { call } });
    `;
    const children = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "inherit" }),
    );

    const codes = await Promise.all(
      children.map(async (child) => ((await once(child, "exit")) as readonly unknown[])[0]),
    );

    expect(codes).toEqual([0, 0, 0, 0]);
    expect(verifyAuditLog(path, { sha256 })).toMatchObject({ entries: 200 });
  }, 60_000);
});

describe("verifyAuditLog()", () => {
  const UNLOCK = "DROP TRIGGER entries_are_not_changed; DROP TRIGGER entries_are_not_deleted;";

  test.each([
    ["entry 2 was changed", "UPDATE entries SET details = '{}' WHERE seq = 2"],
    ["entry 2 is missing", "DELETE FROM entries WHERE seq = 2"],
    ["entries 1 to 2 are missing", "DELETE FROM entries WHERE seq < 3"],
  ])("says that %s", (why, sql) => {
    const path = freshPath();
    write(path, 3);
    tamper(path, `${UNLOCK} ${sql}`);

    expect(() => verifyAuditLog(path, { sha256 })).toThrow(
      expect.objectContaining({
        code: "audit/broken",
        message: `Cannot trust the audit log: ${why}`,
      }),
    );
  });

  test.each([
    ["a file that is no database", (path: string) => writeFileSync(path, "x".repeat(5000))],
    ["a log without its table", (path: string) => tamper(path, "DROP TABLE entries")],
  ])("trusts no %s", (_name, destroy) => {
    const path = freshPath();
    write(path, 1);
    destroy(path);

    expect(() => verifyAuditLog(path, { sha256 })).toThrow(
      expect.objectContaining({ code: "audit/broken" }),
    );
  });

  test("misses an end that was cut, unless it is given the head", () => {
    const path = freshPath();
    write(path, 3);
    const { head } = verifyAuditLog(path, { sha256 });
    tamper(path, `${UNLOCK} DELETE FROM entries WHERE seq = 3`);

    expect(verifyAuditLog(path, { sha256 })).toMatchObject({ entries: 2 });
    expect(() => verifyAuditLog(path, { sha256, head })).toThrow(
      expect.objectContaining({ code: "audit/broken" }),
    );
  });

  test("takes a head of an earlier day", () => {
    const path = freshPath();
    write(path, 2);
    const { head } = verifyAuditLog(path, { sha256 });
    write(path, 2);

    expect(verifyAuditLog(path, { sha256, head })).toMatchObject({ entries: 4 });
  });
});
