import { mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CachedResponse } from "../ports/response-cache.ts";
import { createFakeClock } from "../testing/fake-clock.ts";
import { createResponseCache } from "./response-cache.ts";
import { sha256 } from "./sha256.ts";
import { RESPONSE_TABLES } from "./sqlite/response-tables.ts";
import { openTolerantDatabase } from "./sqlite/tolerant-database.ts";

const newPath = (): string => join(mkdtempSync(join(tmpdir(), "specwright-cache-")), "r.sqlite");

function open({ path = newPath(), ttlMs = 1000, maxBytes = 1_000_000 } = {}) {
  const notes: string[] = [];
  const clock = createFakeClock();
  const database = openTolerantDatabase(path, {
    migrations: RESPONSE_TABLES,
    onNote: (note) => notes.push(note),
  });
  return {
    path,
    clock,
    notes,
    database,
    cache: createResponseCache(database, { clock, ttlMs, maxBytes }),
  };
}

const answer = (text: string, storedAt = Date.UTC(2026, 0, 1)): CachedResponse => ({
  text,
  finishReason: "stop",
  usage: { input: 10, output: 5, cached: 0, cacheWritten: 0, reasoning: 0 },
  askedOf: "toy/model",
  answeredBy: "model",
  warnings: ["a note"],
  storedAt,
});

describe("createResponseCache()", () => {
  test("gives back what was put in, also after it was closed", () => {
    const first = open();
    first.cache.put(sha256("a"), '{"a":1}', answer("A é 😀\u0000"));
    first.cache[Symbol.dispose]();
    first.database[Symbol.dispose]();

    const { cache, database } = open({ path: first.path });
    using _ = database;

    expect(cache.get(sha256("a"))).toEqual(answer("A é 😀\u0000"));
    expect(cache.get(sha256("b"))).toBeUndefined();
    expect(cache.findKeyJson(sha256("a").slice(0, 12))).toBe('{"a":1}');
    expect(cache.findKeyJson("*")).toBeUndefined();
  });

  test("forgets an answer when it is too old", () => {
    const { cache, clock, database } = open({ ttlMs: 1000 });
    using _ = database;
    cache.put("a", "{}", answer("A", clock.now()));
    clock.advance(1000);
    expect(cache.get("a")?.text).toBe("A");
    clock.advance(1);

    expect(cache.get("a")).toBeUndefined();
    cache.put("b", "{}", answer("B", clock.now()));
    expect(cache.recent(10).map(({ key }) => key)).toEqual(["b"]);
  });

  test("makes room by forgetting what was used longest ago", () => {
    const { cache, clock, database } = open({ maxBytes: 3000 });
    using _ = database;
    const put = (key: string): void => {
      clock.advance(1);
      cache.put(key, "{}", answer("x".repeat(600), clock.now()));
    };
    put("a");
    put("b");
    put("c");
    clock.advance(1);
    cache.get("a");
    put("d");

    expect(cache.recent(10).map(({ key }) => key)).toEqual(["d", "a", "c"]);
  });

  test("keeps no answer that is larger than everything may be", () => {
    const { cache, database } = open({ maxBytes: 100 });
    using _ = database;

    cache.put("a", "{}", answer("x".repeat(200)));

    expect(cache.stats()).toMatchObject({ entries: 0, bytes: 0 });
  });

  test("never holds more bytes than it may, and counts them right", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom("a", "b", "c", "d"), fc.nat(900)), { maxLength: 20 }),
        (puts) => {
          const { cache, clock, database } = open({ maxBytes: 2500 });
          using _ = database;
          for (const [key, length] of puts) {
            clock.advance(1);
            cache.put(key, "{}", answer("x".repeat(length), clock.now()));
          }
          const held = cache.recent(100);
          const { entries, bytes } = cache.stats();

          expect(bytes).toBeLessThanOrEqual(2500);
          expect({ entries, bytes }).toEqual({
            entries: held.length,
            bytes: held.reduce((sum, one) => sum + one.bytes, 0),
          });
          const last = puts.at(-1);
          if (last !== undefined) expect(cache.get(last[0])?.text.length).toBe(last[1]);
        },
      ),
      { numRuns: 15 },
    );
  });

  test("counts uses, and gives the space back when it is cleared", () => {
    const { cache, clock, path, database } = open();
    using _ = database;
    for (let count = 0; count < 50; count += 1)
      cache.put(`${count}`, "{}", answer("x".repeat(9000)));
    clock.advance(1);
    cache.get("7");
    cache.get("7");
    expect(cache.stats()).toMatchObject({ entries: 50, uses: 2, oldestAt: Date.UTC(2026, 0, 1) });
    expect(cache.recent(1)[0]).toMatchObject({ key: "7", uses: 2 });

    expect(cache.clear()).toBe(50);

    expect(cache.stats()).toMatchObject({ entries: 0, bytes: 0, oldestAt: undefined });
    expect(statSync(path).size).toBeLessThan(100_000);
    expect(statSync(`${path}-wal`).size).toBe(0);
  });

  test("begins anew where the file is none of ours, and works without one where there can be none", () => {
    const path = newPath();
    writeFileSync(path, "no database ".repeat(1000));
    const broken = open({ path });
    broken.cache.put("a", "{}", answer("A"));
    const absent = open({ path: join(path, "below-a-file.sqlite") });
    absent.cache.put("a", "{}", answer("A"));

    expect(broken.cache.get("a")?.text).toBe("A");
    expect(broken.notes).toEqual([expect.stringMatching(/was broken/)]);
    expect(absent.cache.get("a")).toBeUndefined();
    expect(absent.cache.stats()).toMatchObject({ entries: 0, bytes: 0 });
    expect(absent.cache.clear()).toBe(0);
    expect(absent.notes).toEqual([expect.stringMatching(/working without it/)]);
    broken.database[Symbol.dispose]();
  });

  test("does not believe what somebody else wrote into it", () => {
    const { cache, database } = open();
    using _ = database;
    cache.put("a", "{}", answer("A"));
    expect(cache.get("a")?.text).toBe("A");
    const { warnings: _warnings, ...rest } = answer("A");
    const wrong = [
      ...["{", "null", "[]", "3", JSON.stringify(rest)],
      ...[
        { usage: { input: -1 } },
        { storedAt: 1e99 },
        { text: 1 },
        { finishReason: "length" },
      ].map((change) => JSON.stringify({ ...answer("A"), ...change })),
    ];
    for (const text of wrong) {
      database.attempt((sql) => sql("UPDATE responses SET response = ?").run(text), undefined);

      expect([text, cache.get("a")]).toEqual([text, undefined]);
    }
  });
});
