/** JUnit XML as readers of tests expect it: suites of cases, each with at most one thing to say. */

import { escapeXml } from "./escape-xml.ts";

/** What a case that did not simply pass says. `failure`: the answer is wrong; `error`: nothing was decided. */
export interface JunitNote {
  readonly element: "failure" | "error" | "skipped" | "system-out";
  /** @default no attribute */
  readonly message?: string | undefined;
  /** @default no attribute */
  readonly type?: string | undefined;
  /** @default an empty element */
  readonly text?: string | undefined;
}

export interface JunitCase {
  readonly group: string;
  readonly name: string;
  /** @default not told */
  readonly timeMs?: number | undefined;
  /** @default it passed */
  readonly note?: JunitNote | undefined;
}

export interface JunitCounts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  /** @default not told */
  readonly skipped?: number | undefined;
}

/** The file's first lines, up to its suites. */
export const junitStart = (name: string, counts: JunitCounts, timeMs?: number): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${head(name, counts, timeMs)}>\n`;

export const JUNIT_END = "</testsuites>\n";

/** The line that begins a suite. */
export const junitSuiteStart = (name: string, counts: JunitCounts, timeMs?: number): string =>
  `  <testsuite ${head(name, counts, timeMs)}>\n`;

export const JUNIT_SUITE_END = "  </testsuite>\n";

/** One case, with its line feed. */
export function junitCase({ group, name, timeMs, note }: JunitCase): string {
  const start = `    <testcase classname="${escapeXml(group)}" name="${escapeXml(name)}"${timeOf(timeMs)}`;
  return note === undefined
    ? `${start}/>\n`
    : `${start}>\n      ${junitNote(note)}\n    </testcase>\n`;
}

function junitNote({ element, message, type, text }: JunitNote): string {
  const start = `<${element}${attribute("message", message)}${attribute("type", type)}`;
  return text === undefined ? `${start}/>` : `${start}>${escapeXml(text)}</${element}>`;
}

const head = (name: string, { tests, failures, errors, skipped }: JunitCounts, timeMs?: number) =>
  `name="${escapeXml(name)}" tests="${tests}" failures="${failures}" errors="${errors}"${attribute("skipped", skipped)}${timeOf(timeMs)}`;

const attribute = (name: string, value: string | number | undefined): string =>
  value === undefined ? "" : ` ${name}="${escapeXml(`${value}`)}"`;

const timeOf = (timeMs: number | undefined): string =>
  timeMs === undefined ? "" : ` time="${(timeMs / 1000).toFixed(3)}"`;
