import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compute, errorOf, expectOf, fn, give, outcomeOf, step } from "../fixtures/programs.ts";

const ANY = 'returns type="Any"';
const steps = (...lines: readonly string[]): string => lines.join("\n");
const branch = (id: string, ...inside: readonly string[]): string =>
  `branch id="${id}" ${inside.join(" ")} end`;
const one = step("bind", "lit=1", "a");
const two = step("bind", "lit=2", "b");
const fails = compute("div", "lit=1 lit=0", "c");
const error = { $type: "RuntimeError", message: "Cannot divide: the right side is zero" };

describe("a parallel step", () => {
  const parallel = (attributes: string, ...branches: readonly string[]): string =>
    fn("", ANY, steps(step("parallel", `${attributes} ${branches.join(" ")}`, "r"), give("r")));

  test("is a Map of the branches' last values", () => {
    expect(outcomeOf(parallel("", branch("x", one, two), branch("y", one), branch("z")))).toEqual({
      x: 2,
      y: 1,
      z: null,
    });
  });

  test.each([
    ["", error],
    ['on_error="fail_fast"', error],
    ['on_error="collect_all"', { x: error, y: 2 }],
    ['on_error="ignore_errors"', { x: null, y: 2 }],
  ])("%s decides about a branch that fails", (attributes, result) => {
    expect(outcomeOf(parallel(attributes, branch("x", fails), branch("y", two)))).toEqual(result);
  });

  test("returns from within a branch", () => {
    expect(outcomeOf(parallel("", branch("x", step("return", "lit=9", "_"))))).toBe(9);
  });
});

describe("a race step", () => {
  const race = (...branches: readonly string[]): string =>
    fn("", ANY, steps(step("race", branches.join(" "), "r"), give("r")));

  test("is the value of the first branch without an error", () => {
    expect(outcomeOf(race(branch("x", fails), branch("y", two), branch("z", one)))).toBe(2);
  });

  test("raises the first error when all fail", () => {
    const unknown = compute("neg", 'var="nowhere"', "d");

    expect(errorOf(race(branch("x", fails), branch("y", unknown)))).toBe(error.message);
  });
});

describe("a transaction step", () => {
  const insert = (id: number): string =>
    step("insert", `into="db.rows" set field="id" lit=${id}`, "_");
  const rows = (...ids: readonly number[]) => ids.map((id) => ({ id }));

  test("keeps its changes when it ends well, and has its last step's value", () => {
    const body = steps(step("transaction", `${insert(1)} ${two}`, "r"), give("r"));

    const result = expectOf(
      fn("", ANY, body),
      {},
      { outcome: { kind: "returns", value: 2 }, tables: { "db.rows": rows(1) } },
    );

    expect(result.differences).toEqual([]);
  });

  test("keeps its changes when the function returns from within", () => {
    const body = step("transaction", `${insert(1)} ${step("return", "lit=2", "_")}`, "r");

    expect(expectOf(fn("", ANY, body), {}, { tables: { "db.rows": rows(1) } }).status).toBe("pass");
  });

  test("undoes an inner one alone when its error is taken care of", () => {
    const inner = step("transaction", `${insert(2)} ${fails}`, "_");
    const body = step(
      "transaction",
      `${insert(1)} ${step("race", `${branch("x", inner)} ${branch("y", one)}`, "_")}`,
      "r",
    );

    const result = expectOf(fn("", ANY, body), {}, { tables: { "db.rows": rows(1) } });

    expect(result.differences).toEqual([]);
  });

  test("leaves the tables as they were, whatever happened inside, when an error ends it", () => {
    const id = fc.integer({ min: 0, max: 5 });
    const change = fc.oneof(
      id.map(insert),
      id.map((value) =>
        step("delete", `from="db.rows" where equals field="id" lit=${value} end`, "_"),
      ),
      fc
        .tuple(id, id)
        .map(([from, to]) =>
          step(
            "update",
            `target="db.rows" set field="id" lit=${to} where equals field="id" lit=${from} end`,
            "_",
          ),
        ),
    );

    fc.assert(
      fc.property(
        fc.array(id, { maxLength: 4 }),
        fc.array(change, { maxLength: 6 }),
        (ids, changes) => {
          const tables = { "db.rows": rows(...ids) };
          const body = step("transaction", steps(...changes, fails), "r");

          const result = expectOf(
            fn("", ANY, body),
            {},
            { outcome: { kind: "raises", value: { $type: "RuntimeError" } }, tables },
            { tables },
          );

          expect(result.differences).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
