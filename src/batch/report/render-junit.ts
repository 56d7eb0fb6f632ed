import type { ItemStatus } from "../../domain/batch.ts";
import { escapeXml } from "../../std/escape-xml.ts";
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
  const all = `name="specwright"${counts(items)}${timeOf(timeMs)}`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${all}>\n${suites
    .map(([language, own]) => renderSuite(language, own))
    .join("")}</testsuites>\n`;
}

const renderSuite = (language: string, items: readonly ItemSummary[]): string =>
  `  <testsuite name="${escapeXml(language)}"${counts(items)} skipped="${countOf(items, "skipped")}">\n${items
    .map(renderCase)
    .join("")}  </testsuite>\n`;

function renderCase({ id, language, status, reason, timeMs }: ItemSummary): string {
  const start = `    <testcase classname="${escapeXml(language)}" name="${escapeXml(id)}"${timeOf(timeMs)}`;
  const element = ELEMENTS[status];
  if (element === undefined) return `${start}/>\n`;
  const message = `message="${escapeXml(reason ?? status)}"`;
  const type = element === "skipped" ? "" : ` type="${status}"`;
  return `${start}>\n      <${element} ${message}${type}/>\n    </testcase>\n`;
}

const countOf = (items: readonly ItemSummary[], element: string): number =>
  items.filter(({ status }) => ELEMENTS[status] === element).length;

const counts = (items: readonly ItemSummary[]): string =>
  ` tests="${items.length}" failures="${countOf(items, "failure")}" errors="${countOf(items, "error")}"`;

const timeOf = (timeMs: number | undefined): string =>
  timeMs === undefined ? "" : ` time="${(timeMs / 1000).toFixed(3)}"`;
