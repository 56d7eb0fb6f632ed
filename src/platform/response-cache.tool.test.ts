import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { systemClock } from "./clock.ts";
import { createResponseCache } from "./response-cache.ts";
import { RESPONSE_TABLES } from "./sqlite/response-tables.ts";
import { openTolerantDatabase } from "./sqlite/tolerant-database.ts";

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const newPath = (): string => join(mkdtempSync(join(tmpdir(), "specwright-cache-")), "r.sqlite");

/** A process of its own that puts in `count` answers, reads each back, and prints how many it got. */
function startWriter(path: string, name: string, count: number): ChildProcess {
  const script = `
    import { createResponseCache } from ${JSON.stringify(here("./response-cache.ts"))};
    import { systemClock } from ${JSON.stringify(here("./clock.ts"))};
    import { RESPONSE_TABLES } from ${JSON.stringify(here("./sqlite/response-tables.ts"))};
    import { openTolerantDatabase } from ${JSON.stringify(here("./sqlite/tolerant-database.ts"))};
    const database = openTolerantDatabase(${JSON.stringify(path)}, { migrations: RESPONSE_TABLES, onNote: console.error });
    const cache = createResponseCache(database, { clock: systemClock, ttlMs: 1e9, maxBytes: 1e9 });
    let found = 0;
    for (let n = 0; n < ${count}; n += 1) {
      const usage = { input: 1, output: 1, cached: 0, cacheWritten: 0, reasoning: 0 };
      cache.put("${name}" + n, "{}", { text: "${name}" + n, finishReason: "stop", usage, askedOf: "a/b", answeredBy: "b", warnings: [], storedAt: Date.now() });
      if (cache.get("${name}" + n)?.text === "${name}" + n) found += 1;
    }
    console.log(found);`;
  return spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function outputOf(child: ChildProcess): Promise<string> {
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (piece: string) => {
      text += piece;
    });
  await once(child, "close");
  return text.trim();
}

describe("a response cache", () => {
  test("serves several processes that begin at once", async () => {
    const path = newPath();

    const outputs = await Promise.all(
      ["a", "b", "c", "d"].map((name) => outputOf(startWriter(path, name, 300))),
    );

    expect(outputs).toEqual(["300", "300", "300", "300"]);
    using database = openTolerantDatabase(path, { migrations: RESPONSE_TABLES, onNote: () => {} });
    const cache = createResponseCache(database, { clock: systemClock, ttlMs: 1e9, maxBytes: 1e9 });
    expect(cache.stats()).toMatchObject({ entries: 1200, uses: 1200 });
  });

  test("puts in and finds 20,000 answers in seconds", () => {
    const path = newPath();
    using database = openTolerantDatabase(path, { migrations: RESPONSE_TABLES, onNote: () => {} });
    const cache = createResponseCache(database, { clock: systemClock, ttlMs: 1e9, maxBytes: 1e9 });
    const usage = { input: 1, output: 1, cached: 0, cacheWritten: 0, reasoning: 0 };
    const startedAt = systemClock.elapsed();

    let found = 0;
    for (let n = 0; n < 20_000; n += 1)
      cache.put(`${n}`, `{"n":${n}}`, {
        text: "x".repeat(500),
        finishReason: "stop",
        usage,
        askedOf: "a/b",
        answeredBy: "b",
        warnings: [],
        storedAt: systemClock.now(),
      });
    for (let n = 0; n < 20_000; n += 1) if (cache.get(`${n}`) !== undefined) found += 1;
    const timeMs = systemClock.elapsed() - startedAt;

    expect(found).toBe(20_000);
    expect(timeMs).toBeLessThan(20_000);
  });
});
