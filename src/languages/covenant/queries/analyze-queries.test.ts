import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Finding } from "../finding.ts";
import { parse } from "../syntax/parse.ts";
import { analyzeQueries } from "./analyze-queries.ts";

const DATABASE = `snippet id="db.store" kind="database"
schema
  table name="customers"
    field name="id" type="Int" primary
    field name="email" type="String" unique
    field name="city" type="String"
  end
  table name="lines"
    field name="order_id" type="Int" primary
    field name="place" type="Int" primary
    field name="text" type="String"
  end
end
end
`;

/** A function with these steps, after the database. */
const program = (steps: string, metadata = "", name = "run"): string => `${DATABASE}
snippet id="shop.${name}" kind="fn"
signature
  fn name="${name}"
    param name="items" type="List<Any>"
  end
end
body
${steps}
end
${metadata}
end
`;

const structured = ({
  select = 'field="city"',
  from = "customers",
  rest = "",
  as = "rows",
  target = "store",
}): string => `step id="q" kind="query"
  target="${target}" select ${select} from="${from}" ${rest}
  as="${as}"
end`;

const sql = (
  text: string,
  { dialect = "postgres", returns = 'collection of="Any"' } = {},
): string =>
  `step id="q" kind="query"
  dialect="${dialect}" target="store"
  body
    ${text}
  end
  returns ${returns}
  as="rows"
end`;

const loop = (steps: string): string => `step id="l" kind="for"
  var="item" in="items"
  ${steps}
  as="_"
end`;

const call = (callee: string): string => `step id="c" kind="call" fn="${callee}" as="_" end`;

function analyze(source: string): readonly Finding[] {
  const parsed = parse(source);
  expect(parsed.findings).toEqual([]);
  return analyzeQueries(parsed.program);
}

/** Rules of the findings, each with the text that it points at. */
const rulesOf = (source: string): readonly string[] =>
  analyze(source).map(({ rule, range }) => `${rule} ${source.slice(range.start, range.end)}`);

const only = (source: string): Finding => {
  const [first, ...rest] = analyze(source);
  expect(rest).toEqual([]);
  if (first === undefined) throw new Error("there must be a finding");
  return first;
};

describe("missing_limit", () => {
  test("warns of a query that reads a whole table", () => {
    expect(only(program(structured({})))).toMatchObject({
      rule: "missing_limit",
      code: "W-PERF-001",
      severity: "warning",
      facts: { table: "customers" },
      message: 'This query reads every row of "customers"',
      help: expect.stringContaining("limit=100"),
    });
  });

  test("hints at a filtered one", () => {
    const rest = 'where contains field="city" lit="a" end';

    expect(only(program(structured({ rest })))).toMatchObject({
      rule: "missing_limit",
      severity: "hint",
    });
  });

  test.each([
    ["a limit", { rest: "limit=5" }],
    ["a primary key", { rest: 'where equals field="id" lit=1 end' }],
    [
      "a unique field among others",
      { rest: 'where and equals field="city" lit="x" equals field="Email" lit="x" end end' },
    ],
    [
      "all of a primary key",
      {
        from: "lines",
        select: 'field="text"',
        rest: 'where and equals field="order_id" lit=1 equals field="place" lit=1 end end',
      },
    ],
    ["the program itself", { target: "project" }],
  ])("is silent about %s", (_, options) => {
    expect(analyze(program(structured(options)))).toEqual([]);
  });

  test("takes a part of a primary key for no key", () => {
    const rest = 'where equals field="order_id" lit=1 end';

    expect(rulesOf(program(structured({ from: "lines", rest })))).toEqual([
      'missing_limit "lines"',
    ]);
  });

  test.each([
    ["postgres", "… FROM customers … LIMIT 100"],
    ["sqlserver", "SELECT TOP (100) … FROM customers"],
    ["oracle", "… FROM customers … FETCH FIRST 100 ROWS ONLY"],
  ])("shows the form of %s", (dialect, form) => {
    expect(only(program(sql("SELECT city FROM customers", { dialect })))).toMatchObject({
      rule: "missing_limit",
      help: expect.stringContaining(form),
    });
  });

  test.each([
    "SELECT city FROM customers LIMIT 5",
    "SELECT COUNT(*) FROM customers",
    "SELECT city, COUNT(*) FROM customers GROUP BY city",
    "SELECT c.city FROM customers c JOIN lines l ON l.id = c.id",
    "SELECT email FROM customers WHERE id = :id",
    "SELECT city FROM customers UNION SELECT city FROM towns",
  ])("is silent about %s", (text) => {
    expect(analyze(program(sql(text)))).toEqual([]);
  });

  test("is silent where one row is returned", () => {
    const text = "SELECT city FROM towns WHERE name = :name";

    expect(analyze(program(sql(text, { returns: 'type="Any" optional' })))).toEqual([]);
    expect(rulesOf(program(sql(text)))).toEqual(["missing_limit towns"]);
  });
});

describe("unindexed_filter", () => {
  const where = (condition: string) =>
    program(structured({ rest: `where ${condition} end limit=5` }));

  test("names the field and two ways out", () => {
    expect(only(where('equals field="city" lit="x"'))).toMatchObject({
      rule: "unindexed_filter",
      severity: "hint",
      facts: { table: "customers", field: "city" },
      help: 'Filter by "id" or "email" where it is known; otherwise if no two rows share a value, declare it: field name="city" type="String" unique; else have the database index it: CREATE INDEX ON customers (city)',
    });
  });

  test.each([
    ['equals field="id" lit=1', false],
    ['and equals field="city" lit="x" less field="id" lit=9 end', false],
    ['or equals field="id" lit=1 equals field="city" lit="x" end', true],
    ['or equals field="id" lit=1 equals field="email" lit="x" end', false],
    ['contains field="city" lit="x"', false],
    ['equals field="unheard_of" lit="x"', false],
    ['and equals field="city" lit="x" equals field="unheard_of" lit=1 end', false],
  ])("judges %s: %s", (condition, isFound) => {
    expect(rulesOf(where(condition)).includes('unindexed_filter "city"')).toBe(isFound);
  });

  test("looks at updates and deletes of a table by its full name", () => {
    const steps = `step id="u" kind="update" target="db.store.customers" set field="city" lit="y" where equals field="city" lit="x" end as="_" end
step id="d" kind="delete" from="store.customers" where equals field="city" lit="z" end as="_" end`;

    expect(rulesOf(program(steps))).toEqual(['unindexed_filter "city"', 'unindexed_filter "city"']);
  });

  test("looks into SQL, whatever the case", () => {
    const text = "SELECT id FROM Customers c WHERE c.City = :city LIMIT 5";

    expect(rulesOf(program(sql(text)))).toEqual(["unindexed_filter c.City"]);
  });

  test("is silent where the file does not declare the table", () => {
    const rest = 'where equals field="city" lit="x" end limit=5';

    expect(analyze(program(structured({ from: "towns", rest })))).toEqual([]);
  });

  test("is silent where two databases answer to the name", () => {
    const source = program(structured({ rest: 'where equals field="city" lit="x" end limit=5' }));

    expect(analyze(DATABASE.replace("db.store", "other.store") + source)).toEqual([]);
  });
});

describe("select_all", () => {
  const all = structured({ select: "all", rest: "limit=5" });
  const over = (steps: string): string => `${all}
step id="l" kind="for" var="row" in="rows"
  ${steps}
  as="_"
end`;
  const city = 'step id="b" kind="bind" from="row.city" as="city" end';

  test("names the one field that is used", () => {
    expect(only(program(over(city)))).toMatchObject({
      rule: "select_all",
      severity: "hint",
      message: 'This query reads all fields of "customers", and only "city" is used',
      help: 'Name what is used: select field="city" in place of select all',
    });
  });

  test("sees fields of a single row", () => {
    const steps = `${structured({ select: "all", rest: "limit=1" })}
step id="b" kind="compute" op=equals input field="city" of="rows" input lit="x" as="b" end`;

    expect(rulesOf(program(steps))).toEqual(['select_all "customers"']);
  });

  test.each([
    ["several fields", over(`${city} step id="d" kind="bind" from="row.id" as="id" end`)],
    [
      "the whole row beside a field",
      over(`${city} step id="d" kind="bind" from="row" as="copy" end`),
    ],
    ["the whole row", over('step id="b" kind="bind" from="row" as="b" end')],
    ["all rows", `${all} step id="r" kind="return" from="rows" as="_" end`],
    ["a name that is bound twice", over(`${city} step id="d" kind="bind" lit=1 as="row" end`)],
    ["nothing", all],
  ])("is silent where %s is used", (_, steps) => {
    expect(analyze(program(steps))).toEqual([]);
  });

  const row = (fields: string): string => `snippet id="shop.Row" kind="struct"
signature struct name="Row" ${fields} end end
end
`;
  const star = sql("SELECT * FROM customers LIMIT 5", { returns: 'collection of="Row"' });
  const [id, email, town] = ["id", "email", "city"].map(
    (name) => `field name="${name}" type="Any"`,
  );

  test("names the columns that the rows of SQL are read into", () => {
    expect(only(row(`${id} ${email}`) + program(star))).toMatchObject({
      rule: "select_all",
      help: "Name what is used: SELECT id, email FROM customers",
    });
    expect(analyze(row(`${id} ${email} ${town}`) + program(star))).toEqual([]);
  });
});

describe("query_in_loop", () => {
  const one = structured({
    rest: 'where equals field="id" var="item.owner_id" end',
    target: "store",
  });

  test("warns of a query inside a loop, and shows one that serves all", () => {
    const source = program(
      `${structured({ from: "lines", select: 'field="text"', rest: "limit=9", as: "items2" })}\n${loop(one).replace('in="items"', 'in="items2"')}`,
    );

    expect(only(source)).toMatchObject({
      rule: "query_in_loop",
      severity: "warning",
      facts: { table: "customers", loop: "items2" },
      help: expect.stringContaining(
        "SELECT … FROM lines JOIN customers ON customers.id = lines.owner_id",
      ),
    });
  });

  test("shows a list of values where the items come from elsewhere", () => {
    expect(only(program(loop(one))).help).toContain("SELECT … FROM customers WHERE id IN (…)");
  });

  test("looks into branches of the loop, and outside of it is silent", () => {
    const branch = `step id="i" kind="if" condition="item" then ${one} end as="_" end`;

    expect(rulesOf(program(loop(branch)))).toEqual(['query_in_loop "customers"']);
    expect(analyze(program(one))).toEqual([]);
  });

  test("counts SQL that nobody can read", () => {
    expect(rulesOf(program(loop(sql("EXEC everything"))))).toEqual([
      "query_in_loop EXEC everything",
    ]);
  });

  test("follows calls to the nearest query", () => {
    const helper = (name: string, steps: string): string =>
      program(steps, "", name).slice(DATABASE.length);
    const source =
      program(loop(call("shop.find"))) +
      helper("find", call("fetch")) +
      helper("fetch", one) +
      helper("circle", call("shop.circle"));

    expect(only(source)).toMatchObject({
      rule: "query_in_loop",
      facts: { table: "customers", loop: "items" },
      message:
        '"shop.find" queries "customers" through "shop.fetch", and this calls it once for every item of "items"',
    });
  });

  test("is silent about calls that query nothing, and about changes", () => {
    const insert =
      'step id="n" kind="insert" into="store.customers" set field="id" lit=1 as="_" end';

    expect(analyze(program(loop(`${call("text.upper")} ${insert}`)))).toEqual([]);
  });
});

describe("cost_hint_exceeded", () => {
  const hinted = (steps: string, hint: string): string =>
    program(steps, `metadata cost_hint=${hint} end`);
  const limited = structured({ rest: "limit=5" });
  const byKey = structured({ rest: 'where equals field="id" lit=1 end' });

  test("says what is most expensive", () => {
    const source = hinted(loop(loop(limited)), '"cheap"');
    const found = analyze(source).find(({ rule }) => rule === "cost_hint_exceeded");

    expect(found).toMatchObject({
      code: "E-QUERY-001",
      severity: "warning",
      facts: { hint: "cheap", estimated: "expensive" },
      message:
        '"shop.run" is said to be cheap and looks expensive: step "q" reads a limited number of rows, once for every round of a loop',
    });
    expect(source.slice(found?.range.start, found?.range.end)).toBe('"cheap"');
    expect(found?.related[0]?.range.start).toBe(
      source.indexOf('"customers"', source.indexOf("run")),
    );
  });

  test.each([
    [byKey, "cheap", false],
    [limited, "cheap", false],
    [loop(byKey), "cheap", true],
    [loop(byKey), "moderate", false],
    [structured({}), "moderate", true],
    [structured({}), "expensive", false],
    [structured({}), "enormous", false],
    ['step id="x" kind="delete" from="store.customers" as="_" end', "moderate", true],
    [sql("SELECT COUNT(*) FROM customers", { returns: 'type="Int"' }), "cheap", true],
    [sql("SELECT city FROM towns WHERE id = :id", { returns: 'type="Any"' }), "cheap", false],
    [sql("EXEC everything"), "cheap", false],
    ["", "cheap", false],
  ])("judges %# by its hint", (steps, hint, isExceeded) => {
    expect(analyze(hinted(steps, hint)).some(({ rule }) => rule === "cost_hint_exceeded")).toBe(
      isExceeded,
    );
  });

  test("counts a function that calls itself once", () => {
    const source = hinted(`${byKey} ${loop(call("shop.run"))}`, "cheap");

    expect(rulesOf(source)).toEqual(['query_in_loop "shop.run"']);
  });

  test("counts what is called, also in circles", () => {
    const other = program(`${structured({})} ${call("shop.run")}`, "", "other").slice(
      DATABASE.length,
    );
    const source = hinted(call("shop.other"), "cheap") + other;

    expect(analyze(source).map(({ message }) => message)).toContain(
      '"shop.run" is said to be cheap and looks expensive: step "c" calls "shop.other", which is expensive',
    );
  });
});

describe("analyzeQueries()", () => {
  const files = globSync(fileURLToPath(new URL("../fixtures/reference/*/*.cov", import.meta.url)));

  test("never gives an error, and keeps the order of the source", () => {
    expect(files.length).toBeGreaterThan(50);
    for (const file of files) {
      const { program } = parse(readFileSync(file, "utf8"));
      const findings = analyzeQueries(program);

      expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
      const starts = findings.map(({ range }) => range.start);
      expect(starts).toEqual(starts.toSorted((left, right) => left - right));
      expect(findings.filter(({ help }) => help === undefined)).toEqual([]);
    }
  });
});
