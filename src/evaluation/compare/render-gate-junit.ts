import {
  JUNIT_END,
  JUNIT_SUITE_END,
  junitCase,
  junitStart,
  junitSuiteStart,
} from "../../std/junit-xml.ts";
import type { GateReport } from "./gate-evaluations.ts";
import type { GateCheck } from "./judge-gate.ts";

/**
 * A gate as JUnit XML: a case for each check. What is undecided is an error, never a success and never a failure. Tasks
 * that were lost stand below the check of the drop: each alone is no failure.
 */
export function renderGateJunit({ checks, comparison }: GateReport): string {
  const counts = {
    tests: checks.length,
    failures: countOf(checks, "fail"),
    errors: countOf(checks, "undecided"),
  };
  const lost = comparison.flips.flatMap(({ direction, task, epoch, to }) =>
    direction === "loss" ? [`${task}, epoch ${epoch + 1}: ${to}`] : [],
  );
  const name = `${comparison.baselineId} to ${comparison.candidateId}`;
  return [
    junitStart("specwright gate", counts),
    junitSuiteStart(name, counts),
    ...checks.map((check) => renderCase(check, check.name === "drop" ? lost : [])),
    JUNIT_SUITE_END,
    JUNIT_END,
  ].join("");
}

const countOf = (checks: readonly GateCheck[], verdict: GateCheck["verdict"]): number =>
  checks.filter((check) => check.verdict === verdict).length;

const ELEMENTS = { pass: undefined, fail: "failure", undecided: "error" } as const;

function renderCase({ name, verdict, reason }: GateCheck, lost: readonly string[]): string {
  const element = ELEMENTS[verdict];
  if (element === undefined)
    return junitCase({ group: "gate", name, note: { element: "system-out", text: reason } });
  const text = lost.length === 0 ? reason : [reason, "Lost:", ...lost].join("\n");
  return junitCase({
    group: "gate",
    name,
    note: { element, message: reason, type: verdict, text },
  });
}
