import { describe, expect, test } from "vitest";
import { parse } from "../syntax/parse.ts";
import { describeQueries } from "./describe-queries.ts";

const describeSource = (source: string): string => {
  const { program, findings } = parse(source);
  expect(findings).toEqual([]);
  return describeQueries(program);
};

const SOURCE = `snippet id="db.store" kind="database"
schema
  table name="customers"
    field name="id" type="Int" primary
    field name="city" type="String"
  end
end
end

snippet id="shop.cities" kind="fn"
signature fn name="cities" param name="orders" type="List<Any>" end end
body
  step id="s1" kind="for"
    var="order" in="orders"
    step id="s1a" kind="query"
      target="store" select all from="customers"
      where equals field="id" var="order.customer" end
      as="customer"
    end
    as="rows"
  end
  step id="s2" kind="query"
    dialect="postgres" target="store"
    body EXEC refresh end
    as="_"
  end
  step id="s3" kind="return" from="rows" as="_" end
end
metadata cost_hint=cheap end
end

snippet id="shop.pure" kind="fn"
signature fn name="pure" end end
end

snippet id="shop.forget" kind="fn"
signature fn name="forget" end end
body
  step id="s1" kind="delete" from="store.customers" as="_" end
end
end
`;

describe("describeQueries()", () => {
  test("sums up what each function does with data, what it costs and what to do", () => {
    expect(describeSource(SOURCE)).toMatchInlineSnapshot(`
      "shop.cities: estimated moderate, cost_hint cheap
      - s1a: select store.customers (all fields; keys: id): moderate, reads one row, once for every round of a loop
      - s2: SQL store: cost unknown
        ! line 16, W-PERF-001: This query of "customers" runs once for every item of "orders". Query once before the loop, and use the rows inside it: SELECT … FROM customers WHERE id IN (…) with the values of all items
        ! line 29, E-QUERY-001: "shop.cities" is said to be cheap and looks moderate: step "s1a" reads one row, once for every round of a loop. Make that step cheaper, or write cost_hint="moderate"

      shop.forget: estimated expensive
      - s1: delete store.customers (no filter; keys: id): expensive, deletes every row"
    `);
  });

  test("is empty where nothing uses data", () => {
    expect(describeSource('snippet id="a" kind="fn" signature fn name="a" end end end')).toBe("");
  });
});
