import { escapeXml } from "../../std/escape-xml.ts";
import type { GateReport } from "./gate-evaluations.ts";
import type { GateCheck } from "./judge-gate.ts";

/**
 * A gate as JUnit XML: a case for each check. What is undecided is an error, never a success and never a failure. Tasks
 * that were lost stand below the check of the drop: each alone is no failure.
 */
export function renderGateJunit({ checks, comparison }: GateReport): string {
  const counts = `tests="${checks.length}" failures="${countOf(checks, "fail")}" errors="${countOf(checks, "undecided")}"`;
  const lost = comparison.flips.flatMap(({ direction, task, epoch, to }) =>
    direction === "loss" ? [`${task}, epoch ${epoch + 1}: ${to}`] : [],
  );
  const name = `${comparison.baselineId} to ${comparison.candidateId}`;
  const cases = checks.map((check) => renderCase(check, check.name === "drop" ? lost : []));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="specwright gate" ${counts}>\n  <testsuite name="${escapeXml(name)}" ${counts}>\n${cases.join("")}  </testsuite>\n</testsuites>\n`;
}

const countOf = (checks: readonly GateCheck[], verdict: GateCheck["verdict"]): number =>
  checks.filter((check) => check.verdict === verdict).length;

const ELEMENTS = { pass: undefined, fail: "failure", undecided: "error" } as const;

function renderCase({ name, verdict, reason }: GateCheck, lost: readonly string[]): string {
  const element = ELEMENTS[verdict];
  const message = element === undefined ? reason : [reason, "Lost:", ...lost].join("\n");
  const body =
    element === undefined
      ? `<system-out>${escapeXml(message)}</system-out>`
      : `<${element} message="${escapeXml(reason)}" type="${verdict}">${escapeXml(lost.length === 0 ? reason : message)}</${element}>`;
  return `    <testcase classname="gate" name="${name}">\n      ${body}\n    </testcase>\n`;
}
