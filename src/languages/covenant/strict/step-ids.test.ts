import { describe, expect, test } from "vitest";
import { inFunction, strict } from "./fixtures/check-program.ts";

const bind = (id: string, name: string): string =>
  `step id="${id}" kind="bind" lit=1 as="${name}" end`;
const inTest = (step: string): string => `tests test id="T-1" kind="unit" ${step} end end`;

describe("checkStepIds()", () => {
  test.for([
    ["beside", `${bind("s1", "x")} ${bind("s1", "y")}`, ""],
    ["inside", `step id="s1" kind="transaction" ${bind("s1", "y")} as="_" end`, ""],
    ["in a test", bind("s1", "x"), inTest(bind("s1", "y"))],
  ])("rejects an id that a step %s has", ([, steps, tests]) => {
    const source = inFunction(steps as string, {
      effects: "effect database",
      tests: tests as string,
    });

    expect(strict(source)).toEqual(['duplicate_step_id "s1"']);
  });

  test("accepts the ids of another snippet", () => {
    const source = inFunction(`${bind("s1", "x")} ${bind("s2", "y")}`, {
      tests: inTest(bind("t1", "z")),
    });

    expect(strict(source + source.replace("m.f", "m.g"))).toEqual([]);
  });
});
