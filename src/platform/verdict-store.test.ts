import { mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFakeClock } from "../testing/fake-clock.ts";
import { openTolerantDatabase } from "./sqlite/tolerant-database.ts";
import { VERDICT_TABLES } from "./sqlite/verdict-tables.ts";
import { createVerdictStore } from "./verdict-store.ts";

const newPath = (): string => join(mkdtempSync(join(tmpdir(), "specwright-verdicts-")), "v.sqlite");

function open({ path = newPath(), maxBytes = 1_000_000 } = {}) {
  const notes: string[] = [];
  const clock = createFakeClock();
  const database = openTolerantDatabase(path, {
    migrations: VERDICT_TABLES,
    onNote: (note) => notes.push(note),
  });
  return { path, clock, notes, store: createVerdictStore(database, { clock, maxBytes }) };
}

describe("createVerdictStore()", () => {
  test("gives back what was put last, also to another process, and counts its uses", () => {
    const { path, store } = open();
    store.put("a", { text: "earlier", storedAt: 6 });
    store.put("a", { text: "é 😀", storedAt: 7 });
    const other = open({ path }).store;

    expect(other.get("a")).toEqual({ text: "é 😀", storedAt: 7 });
    expect(other.get("b")).toBeUndefined();
    expect(store.stats()).toMatchObject({ entries: 1, bytes: 7, uses: 1 });
    other[Symbol.dispose]();
    store[Symbol.dispose]();
  });

  test("keeps to its size, and lets go of what was used longest ago", () => {
    const { store, clock } = open({ maxBytes: 30 });
    for (const key of ["a", "b", "c"]) {
      clock.advance(1);
      store.put(key, { text: "0123456789", storedAt: 1 });
    }
    clock.advance(1);
    store.get("a");
    clock.advance(1);
    store.put("d", { text: "0123456789", storedAt: 1 });

    expect(["a", "b", "c", "d"].filter((key) => store.get(key) !== undefined)).toEqual(["a", "d"]);
    store.put("huge", { text: "x".repeat(31), storedAt: 1 });
    expect(store.get("huge")).toBeUndefined();
    store[Symbol.dispose]();
  });

  test("never passes its size, whatever is put in", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 40 }), { maxLength: 20 }), (texts) => {
        const { store } = open({ maxBytes: 64 });
        for (const [at, text] of texts.entries()) store.put(`${at}`, { text, storedAt: at });
        expect(store.stats().bytes).toBeLessThanOrEqual(64);
        store[Symbol.dispose]();
      }),
      { numRuns: 20 },
    );
  });

  test("forgets everything, and gives the space back", () => {
    const { store, path } = open();
    for (let at = 0; at < 50; at++) store.put(`${at}`, { text: "x".repeat(10_000), storedAt: at });

    expect(store.clear()).toBe(50);
    expect(store.stats()).toMatchObject({ entries: 0, bytes: 0, uses: 0 });
    expect(statSync(path).size).toBeLessThan(100_000);
    store[Symbol.dispose]();
  });

  test("holds nothing where its file is broken, and says so", () => {
    const path = newPath();
    writeFileSync(path, "this is no database, and long enough to be seen as none".repeat(40));
    const { store, notes } = open({ path });

    expect(store.get("a")).toBeUndefined();
    store.put("a", { text: "kept", storedAt: 1 });
    expect(store.get("a")?.text).toBe("kept");
    expect(notes).toHaveLength(1);
    store[Symbol.dispose]();
  });
});
