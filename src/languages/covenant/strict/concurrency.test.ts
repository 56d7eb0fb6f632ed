import { describe, expect, test } from "vitest";
import { checkText, inFunction, strict } from "./fixtures/check-program.ts";

const BRANCH = 'branch id="a" end';
const step = (kind: string, inside: string): string =>
  inFunction(`step id="s1" kind="${kind}" ${inside} as="_" end`);

describe("checkConcurrency()", () => {
  test.for([
    ["parallel", ""],
    ["race", ""],
    ["race", BRANCH],
  ])("rejects %s with the branches: %s", ([kind, branches]) => {
    expect(strict(step(kind as string, branches as string))).toEqual([
      `branch_count step id="s1" kind="${kind}"`,
    ]);
  });

  test("accepts a parallel step of one branch and a race of two", () => {
    expect(strict(step("parallel", BRANCH))).toEqual([]);
    expect(strict(step("race", `${BRANCH} branch id="b" end`))).toEqual([]);
  });

  test("rejects an unknown word for on_error, and names the nearest", () => {
    const source = step("parallel", `on_error="fail_fats" ${BRANCH}`);

    expect(strict(source)).toEqual(['on_error_value "fail_fats"']);
    expect(checkText(source)).toMatchObject([{ facts: { candidates: ["fail_fast"] } }]);
  });

  test.for(["fail_fast", "collect_all", "ignore_errors"])("accepts on_error %s", (value) => {
    expect(strict(step("parallel", `on_error="${value}" ${BRANCH}`))).toEqual([]);
  });
});
