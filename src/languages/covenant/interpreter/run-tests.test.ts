import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "../syntax/parse.ts";
import { findTests } from "./find-tests.ts";
import {
  call,
  compute,
  externSnippet,
  fnSnippet,
  give,
  program,
  step,
} from "./fixtures/programs.ts";
import { DEFAULT_LIMITS } from "./limits.ts";
import type { TestResult } from "./results.ts";
import { runTests } from "./run-tests.ts";

const TWICE = fnSnippet(
  "t.twice",
  'param name="n" type="Int" returns type="Int"',
  `${compute("mul", 'var="n" lit=2', "m")} ${give("m")}`,
);
const tests = (...written: readonly string[]): string =>
  `snippet id="t.module" kind="module" tests ${written.join(" ")} end end\n`;
const testCase = (id: string, steps: string, covers = ""): string =>
  `test id="${id}" kind="unit" ${covers} ${steps} end`;
const twiceIs = (input: number, expected: number): string =>
  `${call("t.twice", `n:lit=${input}`, "got")} ${compute("equals", `var="got" lit=${expected}`, "ok")}`;

const run = (source: string): readonly TestResult[] => runTests(program(source));

describe("runTests()", () => {
  test("passes a test whose last value is true, and says what it covers", () => {
    const [result] = run(TWICE + tests(testCase("T-1", twiceIs(4, 8), 'covers="R-1"')));

    expect(result).toEqual({
      snippetId: "t.module",
      testId: "T-1",
      covers: "R-1",
      status: "pass",
      hasAsserted: true,
      message: undefined,
      range: undefined,
    });
  });

  test("fails one whose last value is false, and shows what was compared and where", () => {
    const source = TWICE + tests(testCase("T-1", twiceIs(4, 9)));

    const [result] = run(source);

    expect(result).toMatchObject({ status: "fail", hasAsserted: true });
    expect(result?.message).toMatch(/^Step "s\d+" gave false: equals\(got = 8, 9\)$/);
    expect(source.slice(result?.range?.start, result?.range?.end)).toContain("op=equals");
  });

  test.each([
    ["a value that is no Bool", call("t.twice", "n:lit=1", "got")],
    ["no step at all", ""],
  ])("passes one with %s, and says that it asserts nothing", (_, steps) => {
    expect(run(TWICE + tests(testCase("T-1", steps)))[0]).toMatchObject({
      status: "pass",
      hasAsserted: false,
    });
  });

  test("says of an error what it is and where, however deep", () => {
    const divide = fnSnippet("t.divide", "", compute("div", "lit=1 lit=0", "x"));
    const source = divide + tests(testCase("T-1", call("t.divide", "", "y")));

    const [result] = run(source);

    expect(result).toMatchObject({ status: "error", hasAsserted: false });
    expect(result?.message).toMatch(
      /^Nothing handles an error: Cannot divide: the right side is zero at step "s\d+" of "t.divide"$/,
    );
    expect(source.slice(result?.range?.start, result?.range?.end)).toContain("op=div");
  });

  test("takes the body of a test snippet as a test, before those of its section", () => {
    const source = `${TWICE}snippet id="t.check" kind="test" body ${twiceIs(1, 2)} end
      tests ${testCase("T-1", twiceIs(1, 3))} end end`;

    expect(run(source).map(({ testId, status }) => [testId, status])).toEqual([
      ["t.check", "pass"],
      ["T-1", "fail"],
    ]);
  });

  test("gives each test an empty world of its own", () => {
    const insert = step("insert", 'into="db.rows" set field="id" lit=1', "_");
    const count = `${step("query", 'target="db" select all from="rows"', "rows")} ${call("list.len", 'list:from="rows"', "n")} ${compute("equals", 'var="n" lit=1', "ok")}`;
    const source = tests(testCase("T-1", insert + count), testCase("T-2", insert + count));

    expect(run(source).map(({ status }) => status)).toEqual(["pass", "pass"]);
  });

  test("cannot say anything of one that calls an outside function", () => {
    const source =
      externSnippet("mail.send", "to: String", 'returns type="Bool"') +
      tests(testCase("T-1", call("mail.send", 'to:lit="a"', "sent")));

    expect(run(source)[0]).toMatchObject({
      status: "inconclusive",
      message: 'Cannot answer mail.send(to="a"): the world holds no answer for it',
    });
  });

  test("cannot say anything of one that reaches a limit", () => {
    const forever = fnSnippet("t.forever", "", call("t.forever", "", "x"));
    const program_ = program(forever + tests(testCase("T-1", call("t.forever", "", "y"))));

    expect(runTests(program_, { ...DEFAULT_LIMITS, fuel: 100 })[0]).toMatchObject({
      status: "inconclusive",
      message: "Cannot run to the end: it takes too many steps",
    });
  });
});

describe("findTests()", () => {
  const folder = fileURLToPath(new URL("../fixtures/reference/accept/", import.meta.url));
  const files = readdirSync(folder).filter((file) => file.endsWith(".cov"));

  test.each(files)("finds tests that run, whatever comes of them: %s", (file) => {
    const { program } = parse(readFileSync(folder + file, "utf8"));

    expect(runTests(program)).toHaveLength(findTests(program).length);
  });
});
