import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { openDatabase } from "./open-database.ts";
import { openTolerantDatabase } from "./tolerant-database.ts";

const MIGRATIONS = ["CREATE TABLE notes (text TEXT NOT NULL) STRICT"];
const newPath = (): string => join(mkdtempSync(join(tmpdir(), "specwright-sqlite-")), "a/b.sqlite");

function open(path: string, migrations: readonly string[] = MIGRATIONS) {
  const notes: string[] = [];
  const database = openDatabase(path, { migrations, onNote: (note) => notes.push(note) });
  return { database, notes };
}

describe("openDatabase()", () => {
  test("makes the folder, and a file that nobody else can read", () => {
    const path = newPath();

    using database = open(path).database;
    database.exec("INSERT INTO notes VALUES ('a')");

    const modes = readdirSync(dirname(path)).map(
      (name) => statSync(join(dirname(path), name)).mode & 0o777,
    );
    expect(modes.length).toBeGreaterThan(1);
    expect(new Set(modes)).toEqual(new Set([0o600]));
  });

  test("keeps what is there, and adds what newer versions need", () => {
    const path = newPath();
    const first = open(path).database;
    first.exec("INSERT INTO notes VALUES ('kept')");
    first.close();

    using database = open(path, [
      ...MIGRATIONS,
      "ALTER TABLE notes ADD COLUMN at INTEGER",
    ]).database;

    expect(database.prepare("SELECT * FROM notes").all()).toMatchObject([
      { text: "kept", at: null },
    ]);
  });

  test("refuses a file of a newer version and leaves it as it is", () => {
    const path = newPath();
    open(path, [...MIGRATIONS, "CREATE TABLE more (x)"]).database.close();

    expect(() => open(path)).toThrow(/newer version/);
    expect(readdirSync(dirname(path))).toEqual(["b.sqlite"]);
  });

  test("leaves nothing of a migration that fails", () => {
    const path = newPath();

    expect(() => open(path, [...MIGRATIONS, "CREATE TABLE t (x); CREATE TABLE t (x)"])).toThrow(
      expect.objectContaining({ code: "storage/unwritable" }),
    );

    using database = open(path).database;
    expect(database.prepare("SELECT count(*) AS n FROM sqlite_schema").get()).toEqual({ n: 1 });
  });

  test("moves a file aside that is no database, and says so", () => {
    const path = newPath();
    open(path).database.close();
    writeFileSync(path, "not a database, ".repeat(100));

    const { database, notes } = open(path);
    database.exec("INSERT INTO notes VALUES ('a')");
    database.close();

    expect(notes).toEqual([expect.stringMatching(/b\.sqlite was broken; it is kept as/)]);
    expect(readFileSync(`${path}.broken`, "utf8")).toMatch(/^not a database/);
  });

  test("refuses a broken file that must not be moved", () => {
    const path = newPath();
    open(path).database.close();
    writeFileSync(path, "not a database, ".repeat(100));

    const opening = () =>
      openDatabase(path, { migrations: MIGRATIONS, onNote: () => {}, onCorrupt: "refuse" });

    expect(opening).toThrow(expect.objectContaining({ code: "storage/unwritable" }));
    expect(readdirSync(dirname(path))).toEqual(["b.sqlite"]);
  });

  test("is a storage fault where no folder can be made", () => {
    const path = newPath();
    open(path).database.close();

    expect(() => open(join(path, "c.sqlite"))).toThrow(
      expect.objectContaining({ code: "storage/unwritable" }),
    );
  });
});

describe("openTolerantDatabase()", () => {
  test("works without a database where none can be made", () => {
    const notes: string[] = [];
    const onNote = (note: string) => notes.push(note);

    using database = openTolerantDatabase("/dev/null/x.sqlite", { migrations: MIGRATIONS, onNote });

    expect(database.attempt((sql) => sql("SELECT 1").get(), "nothing")).toBe("nothing");
    expect(notes).toEqual([expect.stringMatching(/working without it/)]);
  });

  test("takes back a change that fails half way", () => {
    using database = openTolerantDatabase(newPath(), { migrations: MIGRATIONS, onNote: () => {} });

    const outcome = database.change((sql) => {
      sql("INSERT INTO notes VALUES ('a')").run();
      sql("INSERT INTO notes VALUES (NULL)").run();
      return "done";
    }, "failed");

    expect(outcome).toBe("failed");
    expect(
      database.attempt((sql) => sql("SELECT count(*) AS n FROM notes").get(), undefined),
    ).toEqual({ n: 0 });
  });

  test("goes on without a file that turns out to be broken later", () => {
    const path = newPath();
    const seed = open(path).database;
    for (let count = 0; count < 2000; count += 1)
      seed.prepare("INSERT INTO notes VALUES (?)").run(`${count}`.repeat(50));
    seed.close();
    const bytes = readFileSync(path);
    // The first pages hold the schema; the tables' own pages are behind them.
    bytes.fill(0xff, 3 * 4096);
    writeFileSync(path, bytes);
    const notes: string[] = [];
    const onNote = (note: string) => notes.push(note);

    using database = openTolerantDatabase(path, { migrations: MIGRATIONS, onNote });
    const read = database.attempt(
      (sql) => sql("SELECT sum(length(text)) FROM notes").get(),
      "none",
    );

    expect(read).toBe("none");
    expect(notes).toEqual([expect.stringMatching(/was broken/)]);
    expect(database.attempt((sql) => sql("SELECT 1").get(), "gone")).toBe("gone");
  });
});
