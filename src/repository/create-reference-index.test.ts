import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { languages } from "../languages/index.ts";
import { systemClock } from "../platform/clock.ts";
import { createProjectFiles } from "../platform/project/project-files.ts";
import { createReferenceStore, INDEX_PATH } from "../platform/project/reference-store.ts";
import { sha256 } from "../platform/sha256.ts";
import { createSyntaxParser } from "../platform/syntax-parser.ts";
import { createReferenceIndex } from "./create-reference-index.ts";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
const syntax = createSyntaxParser();

function write(root: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
    // Long ago: what was just written would be read again to be sure.
    utimesSync(join(root, path), 1000, 1000);
  }
}

function createFolder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = mkdtempSync(join(tmpdir(), "specwright-index-"));
  folders.push(root);
  write(root, files);
  return root;
}

const open = (root: string, clock = systemClock) =>
  createReferenceIndex({
    languages,
    syntax,
    sha256,
    clock,
    project: createProjectFiles(root),
    store: createReferenceStore(join(root, INDEX_PATH)),
    hideKnown: (text) => text.replaceAll("of-this-machine", "[known]"),
  });

const BASKET = `# Copyright 2026 Shop. All rights reserved.

from decimal import Decimal


class Basket:
    """What somebody is about to buy."""

    def total(self, rate: Decimal) -> Decimal:
        """The total of all lines, with tax."""
        password = "of-this-machine"
        return sum_lines(self.lines) * rate

    def clear(self) -> None:
        """Takes every line out of it."""
        self.lines.clear()
`;
const QUERY = { language: "python", text: "total of a basket", signature: undefined, without: [] };
const many = (count: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `m${at}.py`,
      `def reading_number_${at}(sensor: str) -> int:\n    return ${at}\n`,
    ]),
  );

describe("createReferenceIndex()", () => {
  test("reads what is new and changed, and forgets what is gone", async () => {
    const root = createFolder({ "a.py": BASKET, "b.py": "X = 1\n", "c.txt": "" });
    using index = open(root);

    const first = await index.refresh();
    const second = await index.refresh();
    write(root, { "b.py": "def later() -> int:\n    return 22\n" });
    rmSync(join(root, "a.py"));
    const third = await index.refresh();

    expect(first).toMatchObject({ files: 2, units: 4, changed: 2, removed: 0, left: 0, notes: [] });
    expect(second).toMatchObject({ files: 2, units: 4, changed: 0, removed: 0 });
    expect(third).toMatchObject({ files: 1, units: 1, changed: 1, removed: 1 });
  });

  test("sees a change that keeps size and time, where it was just made", async () => {
    const root = createFolder({});
    const at = systemClock.now() / 1000;
    const path = join(root, "a.py");
    writeFileSync(path, "def early() -> int:\n    return 1\n");
    utimesSync(path, at, at);
    using index = open(root);
    await index.refresh();

    writeFileSync(path, "def later() -> int:\n    return 1\n");
    utimesSync(path, at, at);

    expect(await index.refresh()).toMatchObject({ changed: 1 });
  });

  test("gives the same to the next process without reading it again", async () => {
    const root = createFolder({ "a.py": BASKET });
    const first = open(root);
    await first.refresh();
    first[Symbol.dispose]();
    using second = open(root);

    expect(await second.refresh()).toMatchObject({ units: 3, changed: 0 });
    expect(await second.find(QUERY)).toMatchObject([{ path: "a.py" }]);
  });

  test("says what it left out, each time", async () => {
    const root = createFolder({
      "bytes.py": Uint8Array.of(0x78, 0xe4),
      "min.js": `var a = 1;${"a();".repeat(2000)}`,
      "node_modules/x/y.py": "",
    });
    using index = open(root);
    const skipped = [
      { path: "node_modules/", reason: "a folder that tools fill" },
      { path: "bytes.py", reason: "not valid UTF-8" },
      { path: "min.js", reason: "its lines are too long: a machine wrote it" },
    ];

    expect(await index.refresh()).toMatchObject({ files: 0, changed: 2, skipped });
    expect(await index.refresh()).toMatchObject({ files: 0, changed: 0, skipped });
  });

  test("finds what is alike, cut out and cleaned, with reasons; no piece twice", async () => {
    using index = open(createFolder({ "shop/basket.py": BASKET, "copy/basket.py": BASKET }));

    const found = await index.find({ ...QUERY, kind: "method", imports: ["decimal"] });

    expect(found[0]).toEqual({
      path: expect.stringMatching(/basket\.py$/),
      name: "Basket.total",
      kind: "method",
      line: 9,
      code: 'def total(self, rate: Decimal) -> Decimal:\n    """The total of all lines, with tax."""\n    password = "[known]"\n    return sum_lines(self.lines) * rate',
      score: expect.any(Number),
      reasons: expect.arrayContaining(["shares the words total, basket", "imports decimal too"]),
    });
    // Nor the class around it, and neither of them in the copy.
    expect(found.slice(1).map(({ name }) => name)).toEqual(["Basket.clear"]);
  });

  test("leaves out paths, other languages, and what is not alike", async () => {
    using index = open(createFolder({ "a.py": BASKET, "b.ts": "export const total = 1;\n" }));

    expect(await index.find({ ...QUERY, without: ["a.py"] })).toEqual([]);
    expect(await index.find({ ...QUERY, language: "covenant" })).toEqual([]);
    expect(await index.find({ ...QUERY, text: "zebra" })).toEqual([]);
    expect(await index.find({ ...QUERY, text: "" })).toEqual([]);
    expect(await index.find({ ...QUERY, count: 0 })).toEqual([]);
  });

  test("cuts out of a file that was changed since as it is now", async () => {
    const root = createFolder({ "a.py": BASKET });
    using index = open(root);
    await index.refresh();
    write(root, { "a.py": `import os\n\n\n${BASKET.replace("* rate", "* 2")}` });

    const [found] = await index.find(QUERY);

    expect(found?.code).toMatch(/^def total[\s\S]*\* 2$/);
    rmSync(join(root, "a.py"));
    expect(await index.find(QUERY)).toEqual([]);
  });

  test("serves all who ask by one refresh, and stops it when all of them have gone", async () => {
    const root = createFolder(many(300));
    using index = open(root);
    const [one, other] = [new AbortController(), new AbortController()];
    const reason = new Error("stop");

    const first = index.refresh({ signal: one.signal, onProgress: () => one.abort(reason) });
    const second = index.refresh();
    await expect(first).rejects.toBe(reason);
    expect(await second).toMatchObject({ files: 300, changed: 300 });

    write(
      root,
      Object.fromEntries(Object.entries(many(300)).map(([at, text]) => [at, `${text}#`])),
    );
    const third = index.refresh({ signal: other.signal, onProgress: () => other.abort(reason) });
    await expect(third).rejects.toBe(reason);
    const { changed } = await index.refresh();
    expect(changed).toBeGreaterThan(0);
    expect(changed).toBeLessThan(300);
  });

  test("stops when the time is over, keeps what it read, and says what is left", async () => {
    let elapsed = 0;
    const clock = { ...systemClock, elapsed: () => (elapsed += 10) };
    using index = open(createFolder(many(300)), clock);

    const first = await index.refresh({ timeLimitMs: 35 });
    const second = await index.refresh();

    expect(first.left).toBeGreaterThan(0);
    expect(first.notes).toEqual([expect.stringMatching(/\d+ files were not read/)]);
    expect(second).toMatchObject({ changed: first.left, left: 0, files: 300 });
  });

  test("is at hand where the project is small, and not where it takes long", async () => {
    let elapsed = 0;
    const slow = { ...systemClock, elapsed: () => (elapsed += 4000) };
    using small = open(createFolder({ "a.py": BASKET }));
    using large = open(createFolder(many(300)), slow);

    expect([await small.isAtHand?.(), await large.isAtHand?.()]).toEqual([true, false]);
  });

  test("makes a broken index anew and goes on", async () => {
    const root = createFolder({ "a.py": BASKET, ...many(400) });
    const first = open(root);
    await first.refresh();
    first[Symbol.dispose]();
    const path = join(root, INDEX_PATH);
    const bytes = readFileSync(path);
    bytes.fill(0xff, 20 * 4096);
    writeFileSync(path, bytes);
    using index = open(root);

    const report = await index.refresh();

    expect(report.notes).toEqual([expect.stringMatching(/index\.sqlite was broken/)]);
    expect(report).toMatchObject({ files: 401, changed: 401 });
    expect(await index.find(QUERY)).not.toEqual([]);
  });

  test("works for two at once on one file", async () => {
    const root = createFolder({ "a.py": BASKET, ...many(200) });
    using one = open(root);
    using other = open(root);

    const reports = await Promise.all([one.refresh(), other.refresh()]);

    expect(reports).toMatchObject([
      { files: 201, units: 203 },
      { files: 201, units: 203 },
    ]);
    expect(await one.find(QUERY)).toEqual(await other.find(QUERY));
  });

  test("shows the project's structure, files that nobody reads among them", async () => {
    using index = open(createFolder({ "a/b.py": "", "c.txt": "" }));

    const structure = await index.renderStructure("a/new.py", { maxLines: 9 });

    expect(structure).toBe("./\n  a/\n    b.py\n  c.txt");
  });
});
