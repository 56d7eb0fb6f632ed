import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Unit } from "../../domain/reference.ts";
import type { FileChange } from "../../ports/reference-store.ts";
import { createReferenceStore } from "./reference-store.ts";

const folder = mkdtempSync(join(tmpdir(), "specwright-store-"));
afterAll(() => rmSync(folder, { recursive: true }));
let made = 0;
const freshPath = (): string => join(folder, `${++made}`, ".specwright/index.sqlite");

const unit = (name: string, wishes: Partial<Unit> = {}): Unit => ({
  kind: "function",
  name,
  signature: `def ${name}()`,
  start: 0,
  end: 10,
  summary: undefined,
  calls: [],
  types: [],
  ...wishes,
});
const change = (path: string, units: readonly Unit[], hash = "h1"): FileChange => ({
  file: { path, extension: ".py", bytes: 1, modifiedMs: 5.5, hash, refusal: undefined },
  outline: { units, imports: ["json", ".money"] },
});
const PYTHON = { extensions: [".py"], limit: 10 };

describe("createReferenceStore()", () => {
  test("gives back what was put, found by its words, best first", () => {
    using store = createReferenceStore(freshPath());
    const whole = unit("total", {
      kind: "method",
      name: "Basket.total",
      summary: "Adds up.",
      calls: ["add"],
      types: ["Money", "Tax"],
    });
    store.put([change("a.py", [whole, unit("other", { calls: ["total"] })])]);

    const found = store.search(["total"], PYTHON);

    expect(found.map(({ unit: { name } }) => name)).toEqual(["Basket.total", "other"]);
    expect(found[0]).toMatchObject({
      unit: whole,
      path: "a.py",
      hash: "h1",
      imports: ["json", ".money"],
    });
    expect(store.count()).toEqual({ files: 1, units: 2 });
    expect(store.countHolders(["total", "nothing"])).toEqual({
      units: 2,
      holders: new Map([["total", 2]]),
    });
    expect(store.files()).toEqual([change("a.py", []).file]);
  });

  test("forgets the pieces of a file that changed, and of one that is gone", () => {
    using store = createReferenceStore(freshPath());
    store.put([change("a.py", [unit("early")]), change("b.py", [unit("gone")])]);

    store.put([change("a.py", [unit("late")], "h2")]);
    store.remove(["b.py"]);

    expect(store.search(["early", "gone"], PYTHON)).toEqual([]);
    expect(store.search(["late"], PYTHON)).toMatchObject([{ hash: "h2" }]);
    expect(store.countHolders(["early", "gone"]).holders).toEqual(new Map());
  });

  test("keeps the pieces of a file that was only touched", () => {
    using store = createReferenceStore(freshPath());
    const { file } = change("a.py", []);
    store.put([change("a.py", [unit("kept")])]);

    store.put([{ file: { ...file, modifiedMs: 9 }, outline: undefined }]);

    expect(store.search(["kept"], PYTHON)).toHaveLength(1);
    expect(store.files()).toMatchObject([{ modifiedMs: 9 }]);
  });

  test("finds the pieces of one language among many of another", () => {
    using store = createReferenceStore(freshPath());
    const others = Array.from({ length: 300 }, (_, at) => change(`${at}.py`, [unit("total")]));
    const wanted = change("z.ts", [unit("somethingWithTotal")]);
    store.put([...others, { ...wanted, file: { ...wanted.file, extension: ".ts" } }]);

    expect(store.search(["total"], { extensions: [".ts"], limit: 10 })).toMatchObject([
      { path: "z.ts" },
    ]);
  });

  test("takes words with quotes and operators as words", () => {
    using store = createReferenceStore(freshPath());
    store.put([change("a.py", [unit("total")])]);

    expect(store.search(['"', "NOT", "tot*", "name:total"], PYTHON)).toEqual([]);
    expect(store.search([], PYTHON)).toEqual([]);
  });

  test("keeps its file from git and from others, and leaves rules that are there", () => {
    const path = freshPath();
    const rules = join(dirname(path), ".gitignore");
    createReferenceStore(path).count();

    expect(readFileSync(rules, "utf8")).toContain("/index.sqlite*");
    expect(statSync(path).mode & 0o077).toBe(0);

    writeFileSync(rules, "mine\n");
    createReferenceStore(path).count();
    expect(readFileSync(rules, "utf8")).toBe("mine\n");
  });

  test("makes no file before it is asked", () => {
    const path = freshPath();

    createReferenceStore(path)[Symbol.dispose]();

    expect(existsSync(path)).toBe(false);
  });

  test("puts an empty index in the place of a broken one, and says so", () => {
    const path = freshPath();
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "not a database, ".repeat(100));
    using store = createReferenceStore(path);

    expect(store.files()).toEqual([]);
    expect(store.takeNotes()).toEqual([expect.stringMatching(/index\.sqlite was broken/)]);
    expect(store.takeNotes()).toEqual([]);
  });

  test("does so too where the file turns out to be broken later", () => {
    const path = freshPath();
    const seed = createReferenceStore(path);
    seed.put(
      Array.from({ length: 500 }, (_, at) => change(`${at}.py`, [unit(`name${at}`.repeat(9))])),
    );
    seed[Symbol.dispose]();
    const bytes = readFileSync(path);
    // The first pages hold the schema; the tables' own pages are behind them.
    bytes.fill(0xff, 20 * 4096);
    writeFileSync(path, bytes);
    using store = createReferenceStore(path);

    const files = store.files();
    store.put([change("new.py", [unit("fresh")])]);

    expect([files.length, store.generation]).toEqual([0, 1]);
    expect(store.search(["fresh"], PYTHON)).toHaveLength(1);
    expect(store.takeNotes()).toEqual([expect.stringMatching(/was broken/)]);
  });

  test("works in memory where no file can be written", () => {
    using store = createReferenceStore("/dev/null/index.sqlite");

    store.put([change("a.py", [unit("total")])]);

    expect(store.search(["total"], PYTHON)).toHaveLength(1);
    expect(store.takeNotes()).toEqual([expect.stringMatching(/kept in memory/)]);
  });
});
