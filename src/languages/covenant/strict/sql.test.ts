import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inFunction, strict } from "./fixtures/check-program.ts";

const query = (
  dialect: string,
  sql: string,
  params: readonly string[],
  returns = 'returns collection of="Any"',
): string =>
  inFunction(
    `step id="s1" kind="query" dialect="${dialect}" target="db" body ${sql}
end params ${params.map((name) => `param name="${name}" from="v"`).join(" ")} end ${returns} as="rows" end`,
    { effects: "effect database", parameters: { v: "Int" } },
  );

describe("checkSqlQueries()", () => {
  test("rejects a query that does not say what it returns", () => {
    expect(strict(query("postgres", "SELECT 1", [], ""))).toEqual([
      'missing_returns step id="s1" kind="query"',
    ]);
  });

  test.for([
    ["postgres", "SELECT 1 WHERE a = :a AND b = :b", ":b"],
    ["sqlite", "SELECT 1 WHERE a = :a AND b = :b", ":b"],
    ["sqlserver", "SELECT 1 WHERE a = @A AND b = @b", "@b"],
    ["mysql", "SELECT 1 WHERE a = ? AND b = ?", "?"],
    ["sqlite", "SELECT 1 WHERE a = ? AND b = ?", "?"],
    ["oracle", "SELECT 1 WHERE a = :a AND b = :b", ":b"],
  ])("rejects a placeholder of %s without a parameter: %s", ([dialect, sql, expected]) => {
    expect(strict(query(dialect as string, sql as string, ["a"]))).toEqual([
      `unmatched_placeholder ${expected}`,
    ]);
  });

  test.for([
    ["postgres", "SELECT 1 WHERE a = :a"],
    ["sqlserver", "SELECT 1 WHERE a = @a"],
    ["mysql", "SELECT 1 WHERE a = ?"],
    ["postgres", "SELECT 1 WHERE a = :a AND b = 'a :b'"],
    ["postgres", 'SELECT 1 AS ":b" WHERE a = :a'],
    ["postgres", "SELECT :a -- and :b"],
    ["postgres", "SELECT :a /* and :b */"],
    ["postgres", "SELECT :a, $$ :b $$"],
    ["postgres", "SELECT :a, now()::b"],
    ["mysql", "SELECT ? # and ?"],
  ])("rejects a parameter of %s without a placeholder: %s", ([dialect, sql]) => {
    expect(strict(query(dialect as string, sql as string, ["a", "b"]))).toEqual([
      'unused_param "b"',
    ]);
  });

  test.for([
    ["postgres", "SELECT :a, :b, :a"],
    ["postgres", "SELECT :a::text, x[1:2], 'it''s :c', :b"],
    ["postgres", "SELECT x ? 'key', :a, :b"],
    ["sqlite", "SELECT :a, ?"],
    ["sqlserver", "DECLARE @n INT = 1; SELECT @a, @B, @n, @@ROWCOUNT"],
    ["mysql", "SELECT ?, 'it\\'s ?', ?"],
    // Not sure what is quoted, so nothing is said.
    ["postgres", "SELECT 'open, :c"],
    ["sqlite", "SELECT ?2, ?1"],
    ["covenant", "find :c"],
  ])("accepts %s: %s", ([dialect, sql]) => {
    expect(strict(query(dialect as string, sql as string, ["a", "b"]))).toEqual([]);
  });

  test("accepts exactly the parameters that the SQL names", () => {
    const names = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"));
    fc.assert(
      fc.property(names, names, (placeholders, params) => {
        const sql = `SELECT ${placeholders.map((name) => `:${name}`).join(", ")}`;

        expect(strict(query("postgres", sql, params)).toSorted()).toEqual([
          ...placeholders
            .filter((name) => !params.includes(name))
            .map((name) => `unmatched_placeholder :${name}`)
            .toSorted(),
          ...params
            .filter((name) => !placeholders.includes(name))
            .map((name) => `unused_param "${name}"`)
            .toSorted(),
        ]);
      }),
    );
  });
});
