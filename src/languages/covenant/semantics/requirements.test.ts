import { describe, expect, test } from "vitest";
import { parseWhole } from "./fixtures/write-program.ts";
import { checkRequirements } from "./requirements.ts";

const requirement = (id: string, priority: string): string =>
  `req id="${id}" text "What must hold" priority ${priority} end`;

const check = (requirements: string, tests: string) =>
  checkRequirements(
    parseWhole(`snippet id="m.all" kind="module" requires ${requirements} end
      tests ${tests} end end`),
  ).map(({ rule, severity, facts }) => ({ rule, severity, facts }));

describe("checkRequirements()", () => {
  test("wants critical requirements covered, and high ones with less force", () => {
    const findings = check(
      ["critical", "high", "medium", "low", "odd"].map((p) => requirement(p, p)).join("\n"),
      "",
    );

    expect(findings).toEqual([
      {
        rule: "uncovered_requirement",
        severity: "error",
        facts: { id: "critical", priority: "critical", snippet: "m.all" },
      },
      {
        rule: "uncovered_requirement",
        severity: "warning",
        facts: { id: "high", priority: "high", snippet: "m.all" },
      },
    ]);
  });

  test("takes a test in any snippet as cover", () => {
    const source = `snippet id="m.a" kind="fn" requires ${requirement("R", "critical")} end
      signature fn name="a" end end end
      snippet id="m.t" kind="test" tests test id="T" kind="unit" covers="R" end end end`;

    expect(checkRequirements(parseWhole(source))).toEqual([]);
  });

  test("reports tests that cover nothing", () => {
    const findings = check(requirement("R-1", "low"), 'test id="T" kind="unit" covers="R-2" end');

    expect(findings).toMatchObject([
      { rule: "unknown_requirement", facts: { id: "R-2", candidates: ["R-1"] } },
    ]);
  });

  test("reports ids that are taken", () => {
    const findings = check(
      `${requirement("R", "low")} ${requirement("R", "low")}`,
      'test id="T" kind="unit" end test id="T" kind="unit" end',
    );

    expect(findings.map(({ rule }) => rule)).toEqual(["duplicate_requirement", "duplicate_test"]);
  });
});
