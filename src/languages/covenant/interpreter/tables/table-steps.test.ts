import { describe, expect, test } from "vitest";
import type { JsonRecord, JsonValue } from "../../../../domain/json.ts";
import {
  databaseSnippet,
  errorOf,
  expectOf,
  fn,
  give,
  outcomeOf,
  step,
  structSnippet,
} from "../fixtures/programs.ts";

const ANY = 'returns type="Any"';
const steps = (...lines: readonly string[]): string => lines.join("\n");
const SHOP = databaseSnippet("app.shop", {
  items: `field name="id" type="Int" auto primary_key=true field name="name" type="String" unique
    field name="price" type="Float" field name="sold" type="DateTime" nullable field name="tags" type="List<String>" nullable`,
  lines: 'field name="order" type="Int" primary field name="item" type="Int" primary',
});
const ITEMS: readonly JsonRecord[] = [
  { id: 1, name: "tea", price: 2.5, sold: "2026-01-01T00:00:00Z", tags: ["hot", "leaf"] },
  { id: 2, name: "coffee", price: 3, sold: null, tags: ["hot"] },
  { id: 5, name: "Zest", price: 1, sold: "2026-03-01T00:00:00Z", tags: null },
];
const stored = { tables: { "app.shop.items": ITEMS } };

/** Runs one step on the shop; what it is bound to. */
const run = (kind: string, payload: string, args = "", values: JsonRecord = {}): JsonValue =>
  outcomeOf(fn(args, ANY, steps(step(kind, payload, "r"), give("r")), SHOP), values, stored);
const fails = (kind: string, payload: string): string =>
  errorOf(fn("", ANY, step(kind, payload, "r"), SHOP), {}, stored);
const namesOf = (rows: JsonValue): readonly JsonValue[] =>
  (rows as readonly JsonRecord[]).map((row) => row["name"] ?? null);
const select = (rest: string): string => `target="shop" select all from="items" ${rest}`;
const where = (condition: string): string => select(`where ${condition} end`);

describe("a structured query", () => {
  test("gives rows as structs, in order of insertion", () => {
    expect(run("query", select(""))).toEqual(ITEMS);
  });

  test.each([
    ['equals field="name" lit="tea"', ["tea"]],
    ['equals field="sold" lit=none', ["coffee"]],
    ['equals field="price" lit=3', ["coffee"]],
    ['not_equals field="sold" lit=none', ["tea", "Zest"]],
    ['less field="price" lit=3', ["tea", "Zest"]],
    ['greater field="sold" var="day"', ["Zest"]],
    ['less field="sold" var="day"', ["tea"]],
    ['contains field="name" lit="e"', ["tea", "coffee", "Zest"]],
    ['contains field="tags" lit="leaf"', ["tea"]],
    ['matches field="name" lit="^[a-z]+$"', ["tea", "coffee"]],
    ['and less field="price" lit=3 equals field="name" lit="tea" end', ["tea"]],
    [
      'or equals field="id" lit=1 and equals field="id" lit=5 less field="price" lit=2 end end',
      ["tea", "Zest"],
    ],
  ])("keeps the rows for which %s", (condition, names) => {
    const rows = run("query", where(condition), "day: DateTime", { day: "2026-02-01T00:00:00Z" });

    expect(namesOf(rows)).toEqual(names);
  });

  test.each([
    ['order by="name" dir="asc"', ["Zest", "coffee", "tea"]],
    ['order by="price" dir="desc"', ["coffee", "tea", "Zest"]],
    ['order by="sold" dir="asc" limit=2', ["coffee", "tea"]],
    ["limit=0", []],
  ])("%s", (rest, names) => {
    expect(namesOf(run("query", select(rest)))).toEqual(names);
  });

  test("gives the row or none for limit=1, and keeps one field where that is asked for", () => {
    expect(run("query", where('equals field="id" lit=1').replace(/$/, " limit=1"))).toEqual(
      ITEMS[0],
    );
    expect(run("query", where('equals field="id" lit=9').replace(/$/, " limit=1"))).toBe(null);
    expect(run("query", 'target="shop" select field="id" from="items" limit=2')).toEqual([
      { id: 1 },
      { id: 2 },
    ]);
  });

  test("gives rows the struct that is called like the table", () => {
    const body = steps(step("query", 'target="db" select all from="Pair" limit=1', "r"), give("r"));
    const pair = structSnippet("Pair", "a: Float, b?: Int");

    expect(
      outcomeOf(fn("", ANY, body, pair), {}, { tables: { "db.Pair": [{ a: 1, c: 2 }] } }),
    ).toEqual({ $type: "Pair", a: 1, b: null });
  });

  test("makes a row the struct that the function returns, DateTimes included", () => {
    const visit = structSnippet("Visit", "at: DateTime, by?: String");
    const body = steps(
      step("query", 'target="db" select all from="visits" limit=1', "r"),
      give("r"),
    );
    const tables = { "db.visits": [{ at: "2026-01-01T00:00:00Z" }] };

    const year = fn(
      "",
      ANY,
      steps(
        'step id="c" kind="call" fn="t.g" as="v" end',
        'step id="y" kind="compute" op=dt_year input var="v.at" as="y" end',
        give("y"),
      ),
      `${visit}snippet id="t.g" kind="fn" signature fn name="g" returns type="Visit" optional end end body ${body} end end\n`,
    );

    expect(outcomeOf(year, {}, { tables })).toBe(2026);
  });

  test("reads tables of a database that the file does not declare", () => {
    const body = (condition: string): string =>
      steps(
        step("query", `target="other" select all from="logs" where ${condition} end`, "r"),
        give("r"),
      );
    const tables = { "other.logs": [{ at: "2026-01-02", level: 2 }, { level: 1 }] };
    const source = fn("day: DateTime", ANY, body('greater field="at" var="day"'));

    expect(outcomeOf(source, { day: "2026-01-01" }, { tables })).toEqual([
      { at: "2026-01-02", level: 2 },
    ]);
    expect(outcomeOf(source, { day: "2026-01-01" })).toEqual([]);
  });

  test.each([
    [
      select('order by="size" dir="asc"'),
      'Cannot use column "size": table "items" has no such column',
    ],
    [
      where('equals field="size" lit=1'),
      'Cannot use column "size": table "items" has no such column',
    ],
    [
      'target="shop" select field="size" from="items"',
      'Cannot use column "size": table "items" has no such column',
    ],
    [
      'target="shop" select all from="boxes"',
      'Cannot use table "boxes": database "app.shop" has no such table',
    ],
    [
      where("rel_to target=x type=describes"),
      "Cannot follow relations: only snippets of the project have them",
    ],
    [
      where('contains field="price" lit=1'),
      "Cannot look into the column: it holds neither text nor a List",
    ],
  ])("raises for %s", (payload, message) => {
    expect(fails("query", payload)).toBe(message);
  });
});

describe("an insert step", () => {
  test("gives the row stored, auto-increment fields filled in", () => {
    const row = { id: 6, name: "mate", price: 2, sold: null, tags: null };

    expect(
      run("insert", 'into="shop.items" set field="name" lit="mate" set field="price" lit=2'),
    ).toEqual(row);
  });

  test("stores the row, under the table's name alone as well", () => {
    const body = step("insert", 'into="lines" set field="order" lit=1 set field="item" lit=2', "_");
    const tables = { "app.shop.lines": [{ order: 1, item: 2 }] };

    expect(expectOf(fn("", ANY, body, SHOP), {}, { tables }).differences).toEqual([]);
  });

  test("takes any column where no schema is declared", () => {
    const body = steps(step("insert", 'into="db.logs" set field="level" lit=1', "r"), give("r"));

    expect(outcomeOf(fn("", ANY, body))).toEqual({ level: 1 });
  });

  test.each([
    ['into="shop.items" set field="size" lit=1', 'Cannot use column "size"'],
    ['into="shop.boxes" set field="size" lit=1', 'Cannot use table "boxes"'],
    ['into="shop.items" set field="id" lit=1', 'Cannot store id = 1 in table "items"'],
    ['into="shop.items" set field="name" lit="tea"', 'Cannot store name = "tea" in table "items"'],
  ])("raises for %s", (payload, message) => {
    expect(fails("insert", payload)).toContain(message);
  });

  test("takes any number of rows without a value in a unique column", () => {
    const insert = (): string => step("insert", 'into="shop.items" set field="price" lit=1', "r");

    expect(outcomeOf(fn("", ANY, steps(insert(), insert(), give("r")), SHOP))).toMatchObject({
      id: 2,
      name: null,
    });
  });

  test("takes several primary columns together", () => {
    const insert = (order: number, item: number): string =>
      step(
        "insert",
        `into="shop.lines" set field="order" lit=${order} set field="item" lit=${item}`,
        "_",
      );

    expect(outcomeOf(fn("", ANY, steps(insert(1, 1), insert(1, 2)), SHOP))).toBe(null);
    expect(errorOf(fn("", ANY, steps(insert(1, 1), insert(1, 1)), SHOP))).toContain(
      "order, item = 1,1",
    );
  });
});

describe("an update step", () => {
  const update =
    'target="shop.items" set field="price" op=add lit=1 set field="sold" lit=none where less field="price" lit=3 end';

  test("gives the number of rows changed, and starts from the old value where it says an operation", () => {
    const changed = [
      { ...ITEMS[0], price: 3.5, sold: null },
      ITEMS[1] as JsonRecord,
      { ...ITEMS[2], price: 2, sold: null },
    ];
    const source = fn("", ANY, steps(step("update", update, "r"), give("r")), SHOP);

    const result = expectOf(
      source,
      {},
      { outcome: { kind: "returns", value: 2 }, tables: { "app.shop.items": changed } },
      stored,
    );

    expect(result.differences).toEqual([]);
  });

  test("changes nothing when a value would be there twice", () => {
    const source = fn(
      "",
      ANY,
      step("update", 'target="shop.items" set field="name" lit="x"', "r"),
      SHOP,
    );

    const result = expectOf(
      source,
      {},
      {
        outcome: { kind: "raises", value: { $type: "DatabaseError" } },
        tables: { "shop.items": ITEMS },
      },
      stored,
    );

    expect(result.differences).toEqual([]);
  });

  test("raises for an unknown column, rows or not", () => {
    expect(fails("update", 'target="shop.lines" set field="size" lit=1')).toContain(
      'column "size"',
    );
  });
});

describe("a delete step", () => {
  test("takes away the rows that its condition names, and is none", () => {
    const source = fn(
      "",
      ANY,
      steps(step("delete", 'from="shop.items" where greater field="id" lit=1 end', "r"), give("r")),
      SHOP,
    );

    const result = expectOf(
      source,
      {},
      {
        outcome: { kind: "returns", value: null },
        tables: { "app.shop.items": ITEMS.slice(0, 1) },
      },
      stored,
    );

    expect(result.differences).toEqual([]);
  });

  test("empties the table without a condition", () => {
    const source = fn("", ANY, step("delete", 'from="shop.items"', "r"), SHOP);

    expect(expectOf(source, {}, { tables: { "app.shop.items": [] } }, stored).differences).toEqual(
      [],
    );
  });
});
