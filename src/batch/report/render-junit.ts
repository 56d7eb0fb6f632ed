import type { ItemStatus } from "../../domain/batch.ts";
import {
  JUNIT_END,
  JUNIT_SUITE_END,
  type JunitCounts,
  junitCase,
  junitStart,
  junitSuiteStart,
} from "../../std/junit-xml.ts";
import type { BatchSummary, ItemSummary } from "./summarize-batch.ts";

/**
 * How a status is told to those who read tests. What was not decided is an error, never a success and never a failure
 * of the answer; what was not asked for because of something else is skipped.
 */
const ELEMENTS = {
  accepted: undefined,
  exhausted: "failure",
  inconclusive: "error",
  stopped: "error",
  failed: "error",
  refused: "error",
  blocked: "skipped",
} as const satisfies Record<ItemStatus, "failure" | "error" | "skipped" | undefined>;

/** A batch as JUnit XML: a suite for each language, a case for each file. */
export function renderJunit({ items, timeMs }: BatchSummary): string {
  const suites = [...Map.groupBy(items, ({ language }) => language)].toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return [
    junitStart("specwright", countsOf(items), timeMs),
    ...suites.map(([language, own]) => renderSuite(language, own)),
    JUNIT_END,
  ].join("");
}

function renderSuite(language: string, items: readonly ItemSummary[]): string {
  const counts = { ...countsOf(items), skipped: countOf(items, "skipped") };
  return [junitSuiteStart(language, counts), ...items.map(renderCase), JUNIT_SUITE_END].join("");
}

function renderCase({ id, language, status, reason, timeMs }: ItemSummary): string {
  const element = ELEMENTS[status];
  const type = element === "skipped" ? undefined : status;
  const note = element && { element, message: reason ?? status, type };
  return junitCase({ group: language, name: id, timeMs, note });
}

const countOf = (items: readonly ItemSummary[], element: string): number =>
  items.filter(({ status }) => ELEMENTS[status] === element).length;

const countsOf = (items: readonly ItemSummary[]): JunitCounts => ({
  tests: items.length,
  failures: countOf(items, "failure"),
  errors: countOf(items, "error"),
});
