import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSql } from "./read-sql.ts";

describe("readSql()", () => {
  test.each([
    ["SELECT id FROM customers", "customers"],
    ["select c.* from public.Customers c where c.id = :id", "customers"],
    ['SELECT "a" FROM "Order Lines"', "order lines"],
    ["SELECT a FROM [dbo].[Stock] WITH (NOLOCK)", "stock"],
    ["SELECT a FROM `stock` AS s", "stock"],
    ["UPDATE stock SET n = n + 1 WHERE id = :id", "stock"],
    ["DELETE FROM stock WHERE id = :id;", "stock"],
    ["INSERT INTO stock (id, n) VALUES (:id, 1)", "stock"],
    ["WITH a AS (SELECT 1) SELECT x FROM stock", "stock"],
    ["SELECT a -- FROM other\n/* FROM another */ // FROM third\nFROM stock", "stock"],
    ["SELECT 'FROM x', \"FROM\" FROM stock", "stock"],
    ["SELECT t.from FROM stock t", "stock"],
    ["SELECT EXTRACT(YEAR FROM day) FROM stock", "stock"],
  ])("finds the table of %j", (sql, table) => {
    const statement = readSql(sql);

    expect(statement?.table?.name).toBe(table);
    const { start, end } = statement?.table ?? { start: 0, end: 0 };
    expect(
      sql
        .slice(start, end)
        .toLowerCase()
        .replace(/["`[\]]/g, ""),
    ).toBe(table);
  });

  test.each([
    "SELECT a FROM x JOIN y ON x.id = y.id",
    "SELECT a FROM x, y",
    "SELECT a FROM (SELECT 1) AS x",
    "SELECT a FROM generate_series(1, 9)",
    "WITH x AS (SELECT 1 AS a) SELECT a FROM x",
    "SELECT a FROM x WHERE a > (SELECT AVG(a) FROM x)",
    "SELECT 1",
  ])("names no table for %j", (sql) => {
    expect(readSql(sql)).toMatchObject({ verb: "select", table: undefined });
  });

  test.each([
    "",
    "SELECT 'a FROM x",
    'SELECT "a FROM x',
    "SELECT (a FROM x",
    "SELECT a) FROM x",
    "SELECT a /* FROM x",
    "SELECT $$ FROM x $$ FROM y",
    "SELECT 'it\\'s' FROM x",
    "SELECT a FROM x UNION SELECT a FROM y",
    "SELECT a FROM x; DELETE FROM x",
    "EXPLAIN SELECT a FROM x",
    "CREATE TABLE x AS SELECT a FROM y",
    "SELECT a FROM x # a comment, or not",
    "PRAGMA table_info(x)",
  ])("says nothing of %j", (sql) => {
    expect(readSql(sql)).toBeUndefined();
  });

  test.each([
    ["SELECT a FROM x LIMIT 5", true],
    ["SELECT TOP 5 a FROM x", true],
    ["SELECT DISTINCT TOP (5) a FROM x", true],
    ["SELECT a FROM x ORDER BY a OFFSET 0 ROWS FETCH NEXT 5 ROWS ONLY", true],
    ["SELECT a FROM x", false],
    ["SELECT a FROM x WHERE b IN (SELECT b FROM y LIMIT 5)", false],
    ["SELECT 'LIMIT 5' FROM x -- LIMIT 5", false],
    ['SELECT "LIMIT" FROM x', false],
  ])("knows whether %j has a limit: %s", (sql, hasLimit) => {
    expect(readSql(sql)?.hasLimit).toBe(hasLimit);
  });

  test.each([
    ["SELECT * FROM x", "*"],
    ["SELECT DISTINCT * FROM x", "*"],
    ["SELECT /* all */ * -- of it\nFROM x", "*"],
    ["SELECT x.*, 1 FROM x", "*"],
    ["SELECT COUNT(*) FROM x", undefined],
    ["SELECT a * b FROM x", undefined],
  ])("finds the star of %j", (sql, star) => {
    const range = readSql(sql)?.star;

    expect(range && sql.slice(range.start, range.end)).toBe(star);
  });

  test.each([
    ["SELECT COUNT(*) FROM x", true, false],
    ["SELECT a, SUM(b) FROM x GROUP BY a", false, true],
    ["SELECT SUM(a) OVER (ORDER BY b) FROM x", false, false],
    ["SELECT max_size FROM x", false, false],
  ])("knows what %j adds up", (sql, isAggregate, isGrouped) => {
    expect(readSql(sql)).toMatchObject({ isAggregate, isGrouped });
  });

  test("reads comparisons that all must hold", () => {
    const sql = "SELECT a FROM x t WHERE t.Id = :id AND n > 3 AND name LIKE 'a%' AND b = c";

    expect(readSql(sql)?.filter).toEqual({
      kind: "and",
      parts: [
        { kind: "comparison", field: "id", isEquality: true, start: 24, end: 28 },
        { kind: "comparison", field: "n", isEquality: false, start: 39, end: 40 },
        { kind: "comparison", field: "name", isEquality: false, start: 49, end: 53 },
        { kind: "comparison", field: "b", isEquality: false, start: 68, end: 69 },
      ],
    });
  });

  test.each([":id", "@id", "?", "$1", "7", "-7", "'text'"])("takes %s for a value", (value) => {
    expect(readSql(`SELECT a FROM x WHERE id = ${value}`)?.filter).toMatchObject({
      parts: [{ isEquality: true }],
    });
  });

  test.each(["a = 1 OR b = 2", "NOT a = 1", "a BETWEEN 1 AND 2", "EXISTS (SELECT 1)"])(
    "does not read the condition %s",
    (condition) => {
      expect(readSql(`SELECT a FROM x WHERE ${condition}`)?.filter).toEqual({ kind: "unknown" });
    },
  );

  test.each(["LOWER(a) = 'x'", "a <> 1", "a IS NULL", "1 = a", "(a = 1)"])(
    "does not read the part %s",
    (condition) => {
      expect(readSql(`SELECT a FROM x WHERE ${condition}`)?.filter).toEqual({
        kind: "and",
        parts: [{ kind: "unknown" }],
      });
    },
  );

  const word = fc.constantFrom(
    ...["SELECT", "FROM", "WHERE", "JOIN", "WITH", "AS", "AND", "OR", "LIMIT", "TOP", "UPDATE"],
    ...["a", "x", ".", ",", "*", "(", ")", "=", "<", "'", '"', "`", "[", "]", "--", "/*", "*/"],
    ...["\n", ";", ":id", "?", "$1", "COUNT", "GROUP BY", "5", "ö", "😀"],
  );

  test("reads any text, and ranges stay inside", () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (words) => {
        const sql = words.join(" ");
        const statement = readSql(sql);

        for (const range of [statement?.table, statement?.star]) {
          expect(range?.end ?? 0).toBeLessThanOrEqual(sql.length);
          if (range !== undefined) expect(sql.slice(range.start, range.end).trim()).not.toBe("");
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("reads the same whatever the case of words and the blanks between them", () => {
    const essence = (sql: string) => {
      const { table, star, filter: _, ...rest } = readSql(sql) ?? {};
      return { ...rest, table: table?.name, hasStar: star !== undefined };
    };
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 30 }),
        fc.constantFrom(" ", "\n", "\t"),
        (words, blank) => {
          const plain = words.filter(
            (each) => !["--", "/*", "*/", "'", '"', "`", "[", "\n"].includes(each),
          );
          const changed = plain.map((each) => each.toLowerCase()).join(`${blank}/* FROM y */ `);

          expect(essence(changed)).toEqual(essence(plain.join(" ")));
        },
      ),
    );
  });
});
