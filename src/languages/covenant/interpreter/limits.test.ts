import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "../syntax/parse.ts";
import { findTests } from "./find-tests.ts";
import {
  call,
  compute,
  fn,
  fnSnippet,
  give,
  outcomeOf,
  sqlQuery,
  step,
} from "./fixtures/programs.ts";
import { DEFAULT_LIMITS } from "./limits.ts";
import { loadProgram } from "./load-program.ts";
import { runTests } from "./run-tests.ts";

const ANY = 'returns type="Any"';
const steps = (...lines: readonly string[]): string => lines.join("\n");
const limit = (message: string): string => `inconclusive: Cannot run to the end: ${message}`;
const DEEP = limit("its calls nest too deep");
const STEPS = limit("it takes too many steps");
const LARGE = limit("a value grows too large");

/** Calls itself with `next` for `x` until nothing is left. */
const endlessly = (next: string): string =>
  fn("x: Any", ANY, steps(next, call("t.f", 'x:from="y"', "z"), give("z")));

describe("a hostile program ends at a limit", () => {
  test.each([
    ["endless recursion", endlessly(step("bind", 'from="x"', "y")), DEEP],
    ["a string that doubles", endlessly(call("text.repeat", 's:from="x" count:lit=2', "y")), LARGE],
    [
      "a list that doubles",
      endlessly(
        step("construct", 'type="List<Any>" field name="a" from="x" field name="b" from="x"', "y"),
      ),
      LARGE,
    ],
    [
      "a value that nests",
      endlessly(step("construct", 'type="List<Any>" field name="a" from="x"', "y")),
      limit("a value nests too deep"),
    ],
    [
      "calls that branch without end",
      fn("x: Any", ANY, steps(...["a", "b"].map((as) => call("t.f", 'x:from="x"', as)))),
      DEEP,
    ],
    [
      "a pattern that backtracks",
      fn(
        "x: Any",
        ANY,
        call("std.text.regex_test", `pattern:lit="(a+)+$" input:lit="${"a".repeat(40)}b"`, "y"),
      ),
      limit("a regular expression takes too long"),
    ],
    [
      "SQL that asks for too much room",
      fn("x: Any", ANY, sqlQuery("SELECT hex(zeroblob(400000000))")),
      LARGE,
    ],
    [
      "SQL that gives rows without end",
      fn(
        "x: Any",
        ANY,
        sqlQuery("WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n FROM r"),
      ),
      limit("a query gives too many rows"),
    ],
  ])("%s", (_, source, outcome) => {
    expect(outcomeOf(source, { x: "a" })).toBe(outcome);
  });

  test("loops inside of loops", () => {
    const ten = `type="List<Int>" ${Array.from({ length: 40 }, (_, index) => `field name="f${index}" lit=1`).join(" ")}`;
    const nest = (depth: number): string =>
      depth === 0
        ? step("bind", "lit=1", "v")
        : step("for", `var="i${depth}" in="xs" ${nest(depth - 1)}`, `r${depth}`);

    expect(outcomeOf(fn("", ANY, steps(step("construct", ten, "xs"), nest(6))))).toBe(STEPS);
  });

  test("a handler cannot catch a limit", () => {
    const forever = fnSnippet("t.g", "", call("t.g", "", "x"));
    const body = step(
      "race",
      `branch id="a" ${call("t.g", "", "y")} end branch id="b" ${step("bind", "lit=1", "y")} end`,
      "r",
    );

    expect(outcomeOf(fn("", ANY, body, forever))).toBe(DEEP);
  });

  test("recursion goes as deep as the limit says, whatever the machine's stack", () => {
    const count = fn(
      "n: Int",
      'returns type="Int"',
      steps(
        compute("equals", 'var="n" lit=0', "done"),
        step("if", `condition="done" then ${step("return", "lit=0", "_")} end`, "_"),
        compute("sub", 'var="n" lit=1', "m"),
        call("t.f", 'n:from="m"', "rest"),
        compute("add", 'var="rest" lit=1', "all"),
        give("all"),
      ),
    );

    expect(outcomeOf(count, { n: 30_000 }, { limits: { callDepth: 40_000 } })).toBe(30_000);
  });
});

describe("any text", () => {
  test("that was read as a program, in part or whole, runs without breaking the interpreter", () => {
    const part = fc.constantFrom(
      ...['snippet id="a.f" kind="fn"', "signature", 'fn name="f"', "end", "body", "tests"],
      ...[
        'test id="T" kind="unit"',
        'step id="s" kind="compute"',
        "op=add",
        'input var="x"',
        "input lit=1",
      ],
      ...[
        'as="x"',
        'step id="c" kind="call"',
        'fn="a.f"',
        'fn="list.get"',
        'arg name="n" lit=1',
        "handle",
      ],
      ...[
        'case type="Any"',
        'step id="q" kind="query" target="project" select all from="tests"',
        "then",
        "else",
      ],
      ...[
        'step id="i" kind="if" condition="x"',
        'step id="p" kind="parallel"',
        'branch id="b"',
        "\u{1f600}",
        '"',
      ],
    );

    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        const source = `snippet id="t" kind="test" body ${parts.join(" ")}`;
        const { program } = parse(source);

        expect(runTests(program, { ...DEFAULT_LIMITS, fuel: 2_000 })).toHaveLength(
          findTests(program).length,
        );
        expect(loadProgram(program).callables.has("text.upper")).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
