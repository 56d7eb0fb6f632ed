import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { LearnedChange } from "../ports/learned-store.ts";
import { createLearnedStore } from "./learned-store.ts";

const folder = mkdtempSync(join(tmpdir(), "specwright-learned-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
const freshPath = (): string => join(folder, `${++made}`, ".specwright/learned.sqlite");

const change = (path: string, lesson: string | undefined, hash = "h"): LearnedChange => ({
  file: { path, dialect: "ts", bytes: 1, modifiedMs: 2, hash, refusal: undefined },
  lesson,
});

describe("createLearnedStore()", () => {
  test("gives back what was put, by path, in another process too", () => {
    const path = freshPath();
    {
      using store = createLearnedStore(path);
      store.put([change("b.ts", "lesson b"), change("a.ts", "lesson a")]);
      store.addFeedback({ rule: "ts/quotes", value: "double", isAccepted: false });
      store.setForgotten("c.ts", true);
    }
    using store = createLearnedStore(path);

    expect(store.files()).toEqual([change("a.ts", "").file, change("b.ts", "").file]);
    expect([...store.lessons("ts")]).toEqual([
      { path: "a.ts", lesson: "lesson a" },
      { path: "b.ts", lesson: "lesson b" },
    ]);
    expect([...store.lessons("py")]).toEqual([]);
    expect(store.feedback()).toEqual([{ rule: "ts/quotes", value: "double", isAccepted: false }]);
    expect(store.forgotten()).toEqual(["c.ts"]);
    expect(store.takeNotes()).toEqual([]);
  });

  test("keeps the lesson of a file that was only touched, and drops that of one that is refused", () => {
    using store = createLearnedStore(freshPath());
    store.put([change("a.ts", "lesson"), change("b.ts", "other")]);

    store.put([change("a.ts", undefined)]);
    store.put([
      { ...change("b.ts", undefined), file: { ...change("b.ts", "").file, refusal: "binary" } },
    ]);

    expect([...store.lessons("ts")]).toEqual([{ path: "a.ts", lesson: "lesson" }]);
  });

  test("forgets sums with any change of the files, and keeps them by their key", () => {
    using store = createLearnedStore(freshPath());
    store.put([change("a.ts", "lesson")]);
    store.putSummary("ts", "key", "sum");

    expect(store.summary("ts", "key")).toBe("sum");
    expect(store.summary("ts", "other")).toBeUndefined();
    expect(store.summary("py", "key")).toBeUndefined();
    store.remove(["a.ts"]);
    expect(store.summary("ts", "key")).toBeUndefined();
  });

  test("leaves no trace of what is forgotten", () => {
    const path = freshPath();
    const isIn = (text: string): boolean =>
      ["", "-wal"].some((end) => {
        try {
          return readFileSync(path + end).includes(text);
        } catch {
          return false;
        }
      });
    {
      using store = createLearnedStore(path);
      store.put([change("very-private-name.ts", "x"), change("kept-name.ts", "y")]);
    }
    expect(isIn("very-private-name")).toBe(true);
    {
      using store = createLearnedStore(path);
      store.remove(["very-private-name.ts"]);
    }

    expect(isIn("very-private-name")).toBe(false);
    expect(isIn("kept-name")).toBe(true);
  });

  test("makes a broken file anew, with a note", () => {
    const path = freshPath();
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "no database, ".repeat(500));
    using store = createLearnedStore(path);

    store.put([change("a.ts", "lesson")]);

    expect(store.files()).toHaveLength(1);
    expect(store.takeNotes()).toEqual([expect.stringMatching(/learned\.sqlite was broken/)]);
  });

  test("works in memory where nothing can be written, with a note", () => {
    using store = createLearnedStore("/dev/null/learned.sqlite");

    store.put([change("a.ts", "lesson")]);

    expect(store.files()).toHaveLength(1);
    expect(store.takeNotes()).toHaveLength(1);
  });

  test("names itself in rules of git that were there before it", () => {
    const path = freshPath();
    mkdirSync(dirname(path), { recursive: true });
    const rules = join(dirname(path), ".gitignore");
    writeFileSync(rules, "/index.sqlite*\n");
    using store = createLearnedStore(path);

    store.put([change("a.ts", "x")]);
    store.put([change("b.ts", "y")]);

    expect(readFileSync(rules, "utf8")).toBe("/index.sqlite*\n/learned.sqlite*\n");
  });
});
