import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { createFakeClock } from "../../../testing/fake-clock.ts";
import { systemClock } from "../../clock.ts";
import { createSqliteBatchStore } from "./create-sqlite-batch-store.ts";

const newPath = (): string => join(mkdtempSync(join(tmpdir(), "specwright-batches-")), "b.sqlite");
const open = (path: string) => createSqliteBatchStore(path, { clock: systemClock });

const unwritable = expect.objectContaining({ code: "storage/unwritable" });

describe("createSqliteBatchStore()", () => {
  test("makes its folders, and a file for this user only", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "specwright-batches-")), "a/b/c.sqlite");

    await using store = open(path);

    expect(await store.answers.put("batch/a", 1)).toBe(1);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test("refuses a file that is no database, and leaves it as it is", () => {
    const path = newPath();
    writeFileSync(path, "no database, ".repeat(100));

    expect(() => open(path)).toThrow(unwritable);
    expect(readFileSync(path, "utf8")).toMatch(/^no database/);
  });

  test("refuses a file that a newer version made", async () => {
    const path = newPath();
    await open(path)[Symbol.asyncDispose]();
    const database = new DatabaseSync(path);
    database.exec("PRAGMA user_version = 99");
    database.close();

    expect(() => open(path)).toThrow(/a newer version/);
  });

  test("refuses a place where nothing can be written", () => {
    expect(() => open("/dev/null/b.sqlite")).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^storage\//) }),
    );
  });

  test("tells with one fault that its file broke while it was open", async () => {
    const path = newPath();
    const first = open(path);
    for (let count = 0; count < 300; count += 1)
      await first.answers.put(`batch/${count}`, "x".repeat(500));
    await first[Symbol.asyncDispose]();
    const bytes = readFileSync(path);
    bytes.fill(0xff, 3 * 4096);
    writeFileSync(path, bytes);
    await using store = open(path);

    await expect(store.answers.get("batch/299")).rejects.toEqual(unwritable);
  });

  test("leaves nothing behind of what somebody else had half done", async () => {
    const path = newPath();
    await using store = open(path);
    const other = new DatabaseSync(path);
    other.exec("BEGIN IMMEDIATE; INSERT INTO answers VALUES ('batch/a', '1')");

    expect(await store.answers.get("batch/a")).toBeUndefined();
    other.close();
    expect(await store.answers.put("batch/a", 2)).toBe(2);
  });

  test("looks again soon while it waits, and then ever more rarely", async () => {
    const sleeps: number[] = [];
    const clock = createFakeClock();
    const counting = {
      ...clock,
      async sleep(ms: number) {
        sleeps.push(ms);
        clock.advance(ms);
      },
    };
    await using store = createSqliteBatchStore(newPath(), { clock: counting });
    await store.jobs.results([]);

    await store.jobs.wait(3000);

    expect(sleeps.slice(0, 4).every((ms) => ms <= 50)).toBe(true);
    expect(Math.max(...sleeps)).toBe(250);
    expect(sleeps.reduce((sum, ms) => sum + ms, 0)).toBe(3000);
  });

  test.skipIf(process.getuid?.() === 0)("refuses a file that may only be read", () => {
    const path = newPath();
    writeFileSync(path, "");
    chmodSync(path, 0o400);

    expect(() => open(path)).toThrow(unwritable);
  });
});
