import { describe, expect, test } from "vitest";
import type { JsonRecord, JsonValue } from "../../../../domain/json.ts";
import {
  databaseSnippet,
  errorOf,
  expectOf,
  fn,
  give,
  outcomeOf,
  type SqlQueryOptions,
  sqlQuery,
  step,
  structSnippet,
} from "../fixtures/programs.ts";

const ANY = 'returns type="Any"';
const SHOP = databaseSnippet("app.shop", {
  orders: `field name="id" type="Int" primary auto field name="city" type="String" nullable
    field name="total" type="Float" field name="paid" type="Bool" field name="at" type="DateTime"`,
  tags: 'field name="order" type="Int" primary field name="tag" type="String" primary',
});
const ORDER = structSnippet(
  "Order",
  "id: Int, city?: String, total: Float, paid: Bool, at: DateTime",
);
const ORDERS: readonly JsonRecord[] = [
  { id: 1, city: "Bern", total: 10.5, paid: true, at: "2026-01-05T10:00:00Z" },
  { id: 2, city: "basel", total: 4, paid: false, at: "2026-02-05T10:00:00Z" },
  { id: 4, city: null, total: 20, paid: true, at: "2025-12-31T23:59:59Z" },
];
const stored = { tables: { "app.shop.orders": ORDERS } };
const SNIPPETS = SHOP + ORDER;

const source = (sql: string, options: SqlQueryOptions, parameters = ""): string =>
  fn(parameters, ANY, `${sqlQuery(sql, { target: "shop", ...options })}\n${give("r")}`, SNIPPETS);

/** What a statement on the shop gives. */
const run = (
  sql: string,
  options: SqlQueryOptions = {},
  parameters = "",
  values: JsonRecord = {},
): JsonValue => outcomeOf(source(sql, options, parameters), values, stored);

const one = (sql: string, dialect: string): JsonValue =>
  run(sql, { dialect, returns: 'returns type="Any"' });

const fails = (sql: string, options: SqlQueryOptions = {}): string =>
  errorOf(source(sql, options), {}, stored);

describe("an SQL query's result", () => {
  test.each([
    ["SELECT * FROM orders WHERE id = 1", 'returns type="Order"', { $type: "Order", ...ORDERS[0] }],
    ["SELECT * FROM orders WHERE id = 9", 'returns type="Order" optional', null],
    [
      "SELECT * FROM orders ORDER BY id",
      'returns collection of="Order"',
      ORDERS.map((row) => ({ $type: "Order", ...row })),
    ],
    ["SELECT id FROM orders ORDER BY id DESC", 'returns collection of="Int"', [4, 2, 1]],
    ["SELECT id FROM orders ORDER BY id DESC", 'returns type="List<Int>"', [4, 2, 1]],
    ["SELECT COUNT(*) FROM orders", 'returns type="Int"', 3],
    ["SELECT SUM(total) FROM orders WHERE paid = true", 'returns type="Float"', 30.5],
    ["SELECT paid FROM orders WHERE id = 2", 'returns type="Bool"', false],
    ["SELECT city FROM orders WHERE id = 4", 'returns type="String" optional', null],
    ["SELECT at FROM orders WHERE id = 1", 'returns type="DateTime"', "2026-01-05T10:00:00Z"],
    ["SELECT id, paid FROM orders WHERE id = 1", "", [{ id: 1, paid: true }]],
    [
      "SELECT id, city FROM orders WHERE id = 1",
      'returns type="Map<String, Any>"',
      { id: 1, city: "Bern" },
    ],
    ["UPDATE orders SET paid = true WHERE paid = false", 'returns type="Int"', 1],
    ["DELETE FROM orders", 'returns type="Bool"', true],
    ["DELETE FROM orders", 'returns type="Unit"', null],
  ])("%s with %s is %j", (sql, returns, value) => {
    expect(run(sql, { returns })).toEqual(value);
  });

  test.each([
    ["SELECT * FROM orders WHERE id = 9", 'returns type="Order"', "there is no row"],
    ["SELECT id FROM orders", 'returns type="Order"', 'it has no column "total"'],
    ["SELECT id, paid FROM orders", 'returns type="Int"', "it has 2 columns"],
    ["SELECT city FROM orders WHERE id = 4", 'returns type="String"', "a column is NULL"],
    ["SELECT city FROM orders", 'returns type="Int"', 'a column holds "Bern"'],
    ["SELECT total FROM orders WHERE id = 1", 'returns type="Int"', "a column holds 10.5"],
  ])("%s cannot be read as %s", (sql, returns, message) => {
    expect(fails(sql, { returns })).toContain(message);
  });

  test.each([
    ["SELECT nonsense FROM orders", "SQL failed: no such column: nonsense"],
    ["SELECT * FROM nowhere", "SQL failed: no such table: nowhere"],
    ["SELECT * FORM orders", 'SQL failed: near "FORM": syntax error'],
    [
      "INSERT INTO tags VALUES (1, 'a'), (1, 'a')",
      "SQL failed: UNIQUE constraint failed: tags.order, tags.tag",
    ],
    ["SELECT 1; SELECT 2", "Cannot run SQL: a query holds one statement"],
    ["DROP TABLE orders", "Cannot run SQL: a statement begins with"],
    ["ATTACH DATABASE '/tmp/x.db' AS x", "Cannot run SQL: a statement begins with"],
    ["PRAGMA user_version", "Cannot run SQL: a statement begins with"],
    ["VACUUM INTO '/tmp/x.db'", "Cannot run SQL: a statement begins with"],
    ["SELECT load_extension('x')", "SQL failed: "],
    ["SELECT readfile('/etc/passwd')", "SQL failed: no such function: readfile"],
    ["SELECT year('never')", "SQL failed: cannot apply YEAR"],
    ["SELECT date_part('age', '2026-01-01')", "no such part of a time: age"],
    ["SELECT least()", "SQL failed: cannot apply LEAST"],
    ["SELECT randomblob(-1)", "SQL failed: cannot apply RANDOMBLOB"],
    ["", "Cannot run SQL: a statement begins with"],
  ])("%s raises what is wrong with it", (sql, message) => {
    expect(fails(sql)).toContain(message);
  });
});

describe("an SQL statement that changes rows", () => {
  const after = (sql: string, rows: readonly JsonRecord[], returns = "") => {
    const result = expectOf(
      source(sql, { returns }),
      {},
      { tables: { "shop.orders": rows } },
      stored,
    );

    expect(result.differences).toEqual([]);
  };

  test("leaves them in the tables of the run, with their types", () => {
    const changed = { ...ORDERS[1], paid: true } as JsonRecord;

    after("UPDATE orders SET paid = true WHERE id = 2", [ORDERS[0]!, changed, ORDERS[2]!]);
    after("DELETE FROM orders WHERE at < '2026-01-01'", ORDERS.slice(0, 2));
  });

  test("fills in auto-increment columns and gives what it returns", () => {
    const insert =
      "INSERT INTO orders (city, total, paid, at) VALUES ('Chur', 1, false, '2026-05-01T00:00:00Z')";
    const row = { id: 5, city: "Chur", total: 1, paid: false, at: "2026-05-01T00:00:00Z" };

    after(insert, [...ORDERS, row]);
    expect(run(`${insert} RETURNING id`, { returns: 'returns type="Int"' })).toBe(5);
    expect(run(`${insert} RETURNING *`, { returns: 'returns type="Order"' })).toEqual({
      $type: "Order",
      ...row,
    });
  });

  test("is undone with the transaction around it", () => {
    const inside = `${sqlQuery("DELETE FROM orders", { target: "shop" })} ${step("compute", "op=div input lit=1 input lit=0", "x")}`;
    const program = fn("", ANY, step("transaction", inside, "t"), SNIPPETS);

    const result = expectOf(
      program,
      {},
      {
        outcome: { kind: "raises", value: { $type: "RuntimeError" } },
        tables: { "shop.orders": ORDERS },
      },
      stored,
    );

    expect(result.differences).toEqual([]);
  });

  test("keeps the order of rows that were there", () => {
    const tables = { "app.shop.orders": [ORDERS[2]!, ORDERS[0]!] };
    const list = step("query", 'target="shop" select all from="orders"', "all");
    const program = fn(
      "",
      ANY,
      `${sqlQuery("UPDATE orders SET paid = false", { target: "shop" })}\n${list}\n${give("all")}`,
      SNIPPETS,
    );

    expect(outcomeOf(program, {}, { tables })).toMatchObject([{ id: 4 }, { id: 1 }]);
  });
});

describe("an SQL query's parameters", () => {
  const params = ["low", "name"];
  const parameters = "low: Float, name: String";
  const hostile = { low: 5, name: "x' OR '1'='1" };

  test.each([
    ["postgres", "SELECT id FROM orders WHERE total > :low AND city <> :name"],
    ["sqlite", "SELECT id FROM orders WHERE total > :low AND city <> :name"],
    ["sqlite", "SELECT id FROM orders WHERE total > ? AND city <> ?"],
    ["mysql", "SELECT id FROM orders WHERE total > ? AND city <> ?"],
    ["sqlserver", "SELECT id FROM orders WHERE total > @low AND city <> @name"],
    ["covenant", "SELECT id FROM orders WHERE total > :low AND city <> :name"],
  ])("are bound, never spliced: %s, %s", (dialect, sql) => {
    const options = { dialect, params, returns: 'returns collection of="Int"' };

    expect(run(sql, options, parameters, hostile)).toEqual([1]);
  });

  test.each([
    ["DateTime", "2026-01-05T10:00:00Z", "at = :value", [1]],
    ["Bool", false, "paid = :value", [2]],
    ["Int", 4, "total = :value", [2]],
    ["List<Int>", [1, 4], "id = ANY(:value)", [1, 4]],
    ["List<Int>", [1, 4], "id <> ALL(:value::int[])", [2]],
    ["Optional<String>", null, "city IS :value", [4]],
  ])("may be of type %s", (type, value, condition, ids) => {
    const options = { params: ["value"], returns: 'returns collection of="Int"' };
    const sql = `SELECT id FROM orders WHERE ${condition} ORDER BY id`;

    expect(run(sql, options, `value: ${type}`, { value })).toEqual(ids);
  });

  test.each([
    ["postgres", "SELECT :nowhere", 'placeholder ":nowhere" has no parameter'],
    ["mysql", "SELECT ?", "placeholder 1 has no parameter"],
    ["postgres", "SELECT ?", '"?" is no placeholder of this dialect'],
    ["mysql", "SELECT :low", '":" is no placeholder of this dialect'],
    ["postgres", "SELECT $1", '"$" is no placeholder of this dialect'],
  ])("raise in %s: %s", (dialect, sql, message) => {
    expect(fails(sql, { dialect })).toContain(message);
  });

  test("are not looked for in texts and comments", () => {
    expect(one("SELECT ':low -- ' || '''?' AS x -- :nowhere\n /* ? :nowhere */", "sqlite")).toEqual(
      [{ x: ":low -- '?" }],
    );
  });
});

describe("a dialect of SQL", () => {
  test.each<readonly [string, string, JsonValue]>([
    ["postgres", "SELECT '12'::int + 1 AS x", 13],
    ["postgres", "SELECT 2.7::int AS x", 3],
    ["postgres", "SELECT (1 + 1)::text || 'a' AS x", "2a"],
    ["postgres", "SELECT COALESCE(NULL, 3)::double precision AS x", 3],
    ["postgres", "SELECT o.id::text::varchar(10) AS x FROM orders o WHERE o.id = 1", "1"],
    ["postgres", "SELECT '2026-01-31T10:00:00Z'::date AS x", "2026-01-31"],
    ["postgres", "SELECT COUNT(*) AS x FROM orders WHERE city ILIKE 'B%'", 2],
    ["postgres", "SELECT COUNT(*) AS x FROM orders WHERE city LIKE 'B%'", 1],
    ["postgres", "SELECT 'a.c' ILIKE 'A_C' AS x", 1],
    ["postgres", "SELECT 'abc' ILIKE 'a.c' AS x", 0],
    ["postgres", "SELECT id AS x FROM public.orders WHERE id = 2 FOR UPDATE SKIP LOCKED", 2],
    ["postgres", "SELECT EXTRACT(YEAR FROM at) AS x FROM orders WHERE id = 4", 2025],
    [
      "postgres",
      "SELECT DATE_TRUNC('month', at) AS x FROM orders WHERE id = 2",
      "2026-02-01T00:00:00Z",
    ],
    ["postgres", "SELECT GREATEST(1, 3, 2) AS x", 3],
    ["postgres", "SELECT id AS x FROM orders ORDER BY id FETCH FIRST 1 ROW ONLY", 1],
    ["postgres", "SELECT NOW() AS x", "2026-01-01T00:00:00Z"],
    ["postgres", "SELECT STRING_AGG(city, ',' ORDER BY id) AS x FROM orders", "Bern,basel"],
    ["mysql", "SELECT COUNT(*) AS x FROM orders WHERE city LIKE 'B%'", 2],
    ["mysql", 'SELECT CONCAT("a", "b", 1) AS x', "ab1"],
    ["mysql", "SELECT `id` AS x FROM `orders` WHERE YEAR(at) = 2025", 4],
    ["mysql", "SELECT 'abc' REGEXP '^a.c$' AS x", 1],
    ["mysql", "SELECT CURDATE() AS x", "2026-01-01"],
    ["mysql", "SELECT IF(1 < 2, 'yes', 'no') AS x", "yes"],
    ["sqlserver", "SELECT TOP 1 id AS x FROM orders ORDER BY id DESC", 4],
    ["sqlserver", "SELECT DISTINCT TOP (1) id AS x FROM dbo.orders ORDER BY id", 1],
    ["sqlserver", "SELECT MAX(t.id) AS x FROM (SELECT TOP 2 id FROM orders ORDER BY id) t", 2],
    [
      "sqlserver",
      "SELECT [id] AS x FROM [orders] ORDER BY [id] OFFSET 1 ROWS FETCH NEXT 1 ROWS ONLY",
      2,
    ],
    ["sqlserver", "SELECT ISNULL(city, N'none') AS x FROM orders WHERE id = 4", "none"],
    ["sqlserver", "SELECT LEN('abc') AS x", 3],
    ["sqlserver", "SELECT GETDATE() AS x", "2026-01-01T00:00:00Z"],
    ["sqlserver", "SELECT LEFT('abc', 2) || RIGHT('abc', 1) AS x", "abc"],
    ["sqlite", "SELECT date('now') AS x", "2026-01-01"],
    ["sqlite", "SELECT date('now', '+1 day') AS x", "2026-01-02"],
    ["sqlite", "SELECT strftime('%Y', 'now') AS x", "2026"],
    ["sqlite", "SELECT strftime('%Y') AS x", "2026"],
    ["sqlite", "SELECT datetime('subsec') AS x", "2026-01-01 00:00:00"],
    ["sqlite", "SELECT timediff('now', '2025-12-31') AS x", "+0000-00-01 00:00:00.000"],
    ["sqlite", "SELECT datetime('now', 'localtime') AS x", "2026-01-01 00:00:00"],
    ["sqlite", "SELECT datetime() AS x", "2026-01-01 00:00:00"],
    ["sqlite", "SELECT CURRENT_TIMESTAMP AS x", "2026-01-01T00:00:00Z"],
    ["sqlite", "SELECT random() = random() AS x", 0],
    ["sqlite", "SELECT id AS x FROM shop.orders WHERE id = 1", 1],
  ])("%s: %s", (dialect, sql, value) => {
    expect(one(sql, dialect)).toEqual([{ x: value }]);
  });

  test("says of an unknown cast that it is not known", () => {
    expect(fails("SELECT 1::money")).toBe('Cannot run SQL: a cast to "money" is not known here');
  });

  test("gives the same random numbers each time", () => {
    const sql = "SELECT random() AS x FROM orders";

    expect(one(sql, "sqlite")).toEqual(one(sql, "sqlite"));
  });

  test("drops Covenant's comments", () => {
    expect(one("SELECT 1 // one\n AS x", "sqlite")).toEqual([{ x: 1 }]);
  });
});

describe("SQL on a database that the file does not declare", () => {
  const free = (sql: string, returns: string, tables: Record<string, readonly JsonRecord[]> = {}) =>
    outcomeOf(fn("", ANY, `${sqlQuery(sql, { returns })}\n${give("r")}`), {}, { tables });

  test("finds tables as they are given, and empty ones whatever their columns", () => {
    const join = "SELECT u.name FROM users u JOIN posts p ON p.user_id = u.id WHERE p.live = true";
    const tables = {
      "db.users": [{ id: 1, name: "Ann" }],
      "db.posts": [{ id: 9, user_id: 1, live: true }],
    };

    expect(free(join, 'returns collection of="String"', tables)).toEqual(["Ann"]);
    expect(free(join, 'returns collection of="String"')).toEqual([]);
    expect(free("SELECT COUNT(*) FROM posts WHERE live = true", 'returns type="Int"')).toBe(0);
  });

  test("inserts into a table that is not there yet", () => {
    const insert = sqlQuery("INSERT INTO logs (level, text) VALUES (1, 'a')");
    const program = fn("", ANY, insert);

    const result = expectOf(program, {}, { tables: { "db.logs": [{ level: 1, text: "a" }] } });

    expect(result.differences).toEqual([]);
  });

  test("keeps lists and structs through a statement", () => {
    const tables = { "db.logs": [{ id: 1, tags: ["a"], on: true }] };
    const update = sqlQuery("UPDATE logs SET id = 2");

    const result = expectOf(
      fn("", ANY, update),
      {},
      { tables: { "db.logs": [{ id: 2, tags: ["a"], on: true }] } },
      { tables },
    );

    expect(result.differences).toEqual([]);
  });

  test("ignores names that WITH gives", () => {
    const sql = "WITH recent AS (SELECT id FROM posts) SELECT COUNT(*) FROM recent";

    expect(free(sql, 'returns type="Int"', { "db.posts": [{ id: 1 }] })).toBe(1);
  });
});
