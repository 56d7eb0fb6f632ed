import { describe, expect, test } from "vitest";
import { isBlocking } from "../finding.ts";
import { deadCodeIn, inFunction, summarize } from "./fixtures/check-program.ts";

const bind = (id: string, name: string): string =>
  `step id="${id}" kind="bind" lit=1 as="${name}" end`;
const giveBack = (id: string, source = "lit=1"): string =>
  `step id="${id}" kind="return" ${source} as="_" end`;
const block = (kind: string, inside: string, as = "_"): string =>
  `step id="b" kind="${kind}" ${inside} as="${as}" end`;
const check = (...steps: readonly string[]): readonly string[] => {
  const source = inFunction(steps.join(" "));
  return summarize(source, deadCodeIn(source));
};

describe("findDeadCode()", () => {
  test("only hints", () => {
    const findings = deadCodeIn(inFunction(bind("s1", "x")));

    expect(findings).toMatchObject([{ severity: "hint", code: "W-DEAD-001" }]);
    expect(findings.some(isBlocking)).toBe(false);
  });

  test.for([
    ["a value that nobody uses", [bind("s1", "x")], 'unused_binding "x"'],
    [
      "a value in a block that is not its last",
      [
        block("for", `var="i" in="l" ${bind("s1", "x")} ${bind("s2", "y")}`, "z"),
        giveBack("s3", 'from="z"'),
      ],
      'unused_binding "x"',
    ],
    [
      "a step behind a return",
      [giveBack("s1"), bind("s2", "x")],
      'unreachable_step step id="s2" kind="bind"',
    ],
    [
      "a step behind branches that all return",
      [
        block("if", `condition="c" then ${giveBack("s1")} end else ${giveBack("s2")} end`),
        giveBack("s3"),
      ],
      'unreachable_step step id="s3" kind="return"',
    ],
    [
      "a step behind cases that all return",
      [block("match", `on="c" case wildcard ${giveBack("s1")} end`), giveBack("s2")],
      'unreachable_step step id="s2" kind="return"',
    ],
    [
      "a step behind a transaction that returns",
      [block("transaction", giveBack("s1")), giveBack("s2")],
      'unreachable_step step id="s2" kind="return"',
    ],
    [
      "a step behind a branch that runs in any case and returns",
      [block("parallel", `branch id="p" ${giveBack("s1")} end branch id="q" end`), giveBack("s2")],
      'unreachable_step step id="s2" kind="return"',
    ],
  ] as const)("hints at %s", ([, steps, expected]) => {
    expect(check(...steps)).toEqual([expected]);
  });

  test.for([
    ["_", [bind("s1", "_")]],
    ["a value that is returned", [bind("s1", "x"), giveBack("s2", 'from="x"')]],
    [
      "a value whose field is read",
      [
        bind("s1", "x"),
        'step id="s2" kind="bind" from="x.a" as="y" end',
        giveBack("s3", 'from="y"'),
      ],
    ],
    [
      "the last value of a block",
      [
        block("if", `condition="c" then ${bind("s1", "x")} end else ${bind("s2", "y")} end`, "z"),
        giveBack("s3", 'from="z"'),
      ],
    ],
    [
      "a value that a condition of a query names",
      [
        bind("s1", "x"),
        'step id="s2" kind="delete" from="t" where and equals field="a" var="x" rel_to target=doc type=t end end as="_" end',
      ],
    ],
    [
      "a step behind a branch that returns",
      [block("if", `condition="c" then ${giveBack("s1")} end`), giveBack("s2")],
    ],
    [
      "a step behind a loop that returns",
      [block("for", `var="i" in="l" ${giveBack("s1")}`), giveBack("s2")],
    ],
    ["a step behind a transaction", [block("transaction", ""), giveBack("s2")]],
    [
      "a step behind a race that one branch does not end",
      [block("race", `branch id="p" ${giveBack("s1")} end branch id="q" end`), giveBack("s2")],
    ],
  ] as const)("says nothing of %s", ([, steps]) => {
    expect(check(...steps)).toEqual([]);
  });
});
