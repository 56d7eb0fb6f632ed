import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inFunction, strict, struct } from "./fixtures/check-program.ts";

const bind = (id: string, name: string, source = "lit=1"): string =>
  `step id="${id}" kind="bind" ${source} as="${name}" end`;
const use = (id: string, name: string): string =>
  `step id="${id}" kind="call" fn="console.print" arg name="message" from="${name}" as="_" end`;
const when = (id: string, then: string, otherwise = ""): string =>
  `step id="${id}" kind="if" condition="b" then ${then} end ${otherwise === "" ? "" : `else ${otherwise} end`} as="_" end`;
const giveBack = (id: string): string => `step id="${id}" kind="return" lit=1 as="_" end`;

const check = (...steps: readonly string[]): readonly string[] =>
  strict(
    inFunction(steps.join("\n"), {
      effects: "effect console effect database",
      parameters: { b: "Bool", s: "String", items: "List<String>" },
    }),
  );

describe("bind()", () => {
  test.for([
    ["a second step", [bind("s1", "x"), bind("s2", "x")]],
    ["a parameter's name", [bind("s1", "s")]],
    ["a name of the way before", [bind("s1", "x"), when("s2", bind("s3", "x"))]],
    ["a name of a branch that comes here", [when("s1", bind("s2", "x")), bind("s3", "x")]],
    [
      "a loop's variable",
      [bind("s1", "x"), 'step id="s2" kind="for" var="x" in="items" as="_" end'],
    ],
    [
      "a pattern's binding",
      [
        bind("s1", "x"),
        'step id="s2" kind="match" on="s" case variant type="T" bindings=("x") end as="_" end',
      ],
    ],
  ] as const)("rejects %s", ([, steps]) => {
    expect(check(...steps)).toEqual([expect.stringMatching(/^duplicate_binding "[xs]"$/)]);
  });

  test.for([
    ["sibling branches", [when("s1", bind("s2", "x"), bind("s3", "x"))]],
    [
      "a name of a branch that returns",
      [when("s1", `${bind("s2", "x")} ${giveBack("s3")}`), bind("s4", "x")],
    ],
    ["_", [bind("s1", "_"), bind("s2", "_")]],
    ["a mutable name", ['step id="s1" kind="bind" lit=1 mut as="x" end', bind("s2", "x")]],
    [
      "the call's own name in its handle",
      [
        `step id="s1" kind="call" fn="text.trim" arg name="s" from="s" as="x" handle case type="IoError" ${bind("s2", "x")} end end end`,
      ],
    ],
    [
      "a name that stayed in a transaction",
      [`step id="s1" kind="transaction" ${bind("s2", "x")} as="_" end`, bind("s3", "x")],
    ],
  ] as const)("accepts %s", ([, steps]) => {
    expect(check(...steps)).toEqual([]);
  });

  test("reports each name as often as it is bound again", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("k", "l", "m", "n"), { maxLength: 12 }), (names) => {
        const steps = names.map((name, index) => bind(`s${index}`, name));

        expect(check(...steps)).toHaveLength(names.length - new Set(names).size);
      }),
    );
  });
});

describe("useVariable()", () => {
  const inPlace: readonly (readonly [string, string])[] = [
    ["an argument", use("s1", "nobody")],
    ["the list of a loop", 'step id="s1" kind="for" var="x" in="nobody" as="_" end'],
    [
      "the base of an input's path",
      'step id="s1" kind="compute" op=not input var="nobody.x" as="y" end',
    ],
    [
      "a field",
      'step id="s1" kind="construct" type="FileStat" field name="size" from="nobody" as="y" end',
    ],
    ["a column", 'step id="s1" kind="insert" into="t" set field="c" from="nobody" as="_" end'],
    [
      "a condition",
      'step id="s1" kind="delete" from="t" where and equals field="a" lit=1 equals field="b" var="nobody" end end as="_" end',
    ],
    [
      "a parameter of SQL",
      'step id="s1" kind="query" dialect="sqlite" target="t" body SELECT :p end params param name="p" from="nobody" end returns type="Int" as="y" end',
    ],
    [
      "a step of a transaction",
      `step id="s1" kind="transaction" ${bind("s2", "y", 'from="nobody"')} as="_" end`,
    ],
  ];

  test.for(inPlace)("rejects an undefined variable as %s", ([, step]) => {
    expect(check(step)).toEqual([expect.stringMatching(/^undefined_variable "nobody/)]);
  });

  test.for(inPlace)("accepts a variable as %s", ([, step]) => {
    const parameters = step.includes("nobody.x")
      ? { nobody: "R" }
      : { nobody: step.includes('in="nobody"') ? "List<Int>" : "String" };
    const source = inFunction(step, { effects: "effect console effect database", parameters });

    expect(strict(source + struct("R", "x Bool"))).toEqual([]);
  });

  test("leaves to the reference what it reports itself", () => {
    expect(check(bind("s1", "y", 'from="nobody"'))).toEqual([]);
  });

  test("rejects a name that stayed in a transaction", () => {
    const transaction = `step id="s1" kind="transaction" ${bind("s2", "x", 'lit="a"')} as="_" end`;

    expect(check(transaction, use("s3", "x"))).toEqual(['undefined_variable "x"']);
  });

  test("rejects a dotted path where none is split", () => {
    const step = 'step id="s1" kind="for" var="x" in="r.items" as="_" end';
    const source = inFunction(step, { parameters: { r: "R" } }) + struct("R", "items List<Int>");

    expect(strict(source)).toEqual(['undefined_variable "r.items"']);
  });

  test.for([
    ["only one branch binds", [when("s1", bind("s2", "x", 'lit="a"')), use("s3", "x")]],
    [
      "only the other branch comes here",
      [when("s1", `${bind("s2", "x", 'lit="a"')} ${giveBack("s3")}`), use("s4", "x")],
    ],
    [
      "a loop binds that may not run",
      [
        `step id="s1" kind="for" var="i" in="items" ${bind("s2", "x", 'lit="a"')} as="_" end`,
        use("s3", "x"),
      ],
    ],
    [
      "one racer binds",
      [
        `step id="s1" kind="race" branch id="p" ${bind("s2", "x", 'lit="a"')} end branch id="q" end as="_" end`,
        use("s3", "x"),
      ],
    ],
    [
      "a branch binds that may have failed",
      [
        `step id="s1" kind="parallel" on_error="collect_all" branch id="p" ${bind("s2", "x", 'lit="a"')} end as="_" end`,
        use("s3", "x"),
      ],
    ],
  ] as const)("rejects a variable that %s", ([, steps]) => {
    expect(check(...steps)).toEqual(['maybe_unassigned "x"']);
  });

  test.for([
    [
      "every branch binds",
      [when("s1", bind("s2", "x", 'lit="a"'), bind("s3", "x", 'lit="b"')), use("s4", "x")],
    ],
    [
      "every branch binds that does not return",
      [when("s1", bind("s2", "x", 'lit="a"'), giveBack("s3")), use("s4", "x")],
    ],
    [
      "a parallel step binds",
      [
        `step id="s1" kind="parallel" branch id="p" ${bind("s2", "x", 'lit="a"')} end branch id="q" end as="_" end`,
        use("s3", "x"),
      ],
    ],
    [
      "is only used where nothing comes",
      [when("s1", giveBack("s2"), giveBack("s3")), use("s4", "x")],
    ],
  ] as const)("accepts a variable that %s", ([, steps]) => {
    expect(check(...steps)).toEqual([]);
  });

  test("looks at the tests beside a function, each for itself", () => {
    const tests = `tests
test id="T-1" kind="unit" ${bind("t1", "x", 'lit="a"')} ${use("t2", "x")} end
test id="T-2" kind="unit" ${use("t3", "x")} end
end`;

    expect(strict(inFunction("", { tests }))).toEqual(['undefined_variable "x"']);
  });
});
