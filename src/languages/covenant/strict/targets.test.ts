import { describe, expect, test } from "vitest";
import { checkText, inFunction, strict, summarize } from "./fixtures/check-program.ts";

const DATABASE = `snippet id="data.shop_db" kind="database" schema table name="orders" field name="id" type="Int" end end end\n`;
const query = (target: string): string =>
  inFunction(
    `step id="s1" kind="query" target="${target}" select all from="orders" as="rows" end`,
    { effects: "effect database effect std.storage" },
  );
const insert = (into: string): string =>
  inFunction(`step id="s1" kind="insert" into="${into}" set field="id" lit=1 as="_" end`, {
    effects: "effect database",
  });

describe("checkTargets()", () => {
  test("rejects a query to a database that the file does not declare, and names the nearest", () => {
    const source = DATABASE + query("shop_bd");

    expect(strict(source)).toEqual(['unknown_target "shop_bd"']);
    expect(checkText(DATABASE + query("data.shop_bd"))).toMatchObject([
      { facts: { candidates: ["data.shop_db"] } },
    ]);
  });

  test.for(["shop_db", "data.shop_db", "shop_db.orders", "project", "project.docs", "std.storage"])(
    "accepts a query to %s",
    (target) => {
      expect(checkText(DATABASE + query(target))).toEqual([]);
    },
  );

  test("knows nothing of targets where the file declares no database", () => {
    expect(checkText(query("elsewhere"))).toEqual([]);
  });

  test("only warns of a change to a table that is not known", () => {
    const source = DATABASE + insert("other_db.orders");

    expect(strict(source)).toEqual([]);
    expect(summarize(source, checkText(source))).toEqual(['unknown_target "other_db.orders"']);
    expect(checkText(DATABASE + insert("orders"))).toEqual([]);
    expect(checkText(DATABASE + insert("shop_db.orders"))).toEqual([]);
  });
});
