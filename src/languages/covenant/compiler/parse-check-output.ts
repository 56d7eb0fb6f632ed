import type { Range } from "../syntax/token.ts";
import type { CompilerFinding, FindingKind } from "./compiler-finding.ts";
import { createPlaces, type Places } from "./places.ts";
import { readMessage } from "./read-message.ts";
import { stripColours } from "./read-texts.ts";

export interface PrintedOutput {
  readonly stdout: string;
  readonly stderr: string;
}

export interface CompilerReport {
  readonly findings: readonly CompilerFinding[];
  /** Why the compiler could not look at the file at all; no fault of the program. */
  readonly obstacle: string | undefined;
}

const ERRORS = / - \d+ (symbol|type) errors:$/;
const WARNING = /^\s*warning: (undefined reference: .*)$/;
const OBSTACLE = /^Error reading .*$/;
const PARSE_ERROR = /^Error: (.*)$/;
/** Margins and frames of a report: whatever follows its headline. */
const FRAME = /^\s*(?:\d+ *)?[╭│┆┊,|:─╯'-]/;
const CODED = /^([EW]-[A-Z]+-\d+): (.*)$/s;

/** What `covenant check` says of the one file that holds `source`. */
export function parseCheckOutput({ stderr }: PrintedOutput, source: string): CompilerReport {
  const places = createPlaces(source);
  const drafts: Draft[] = [];
  let section: FindingKind | undefined;
  let obstacle: string | undefined;

  for (const line of splitLines(stderr)) {
    const header = ERRORS.exec(line)?.[1];
    const warning = WARNING.exec(line)?.[1];
    const parseError = PARSE_ERROR.exec(line)?.[1];
    const last = drafts.at(-1);
    if (header === "symbol" || header === "type") section = header;
    else if (isUncovered(line)) drafts.push(draft("requirement", "requirements: errors"));
    else if (warning !== undefined)
      drafts.push({ ...draft("symbol", warning), severity: "warning" });
    else if (OBSTACLE.test(line)) obstacle = line;
    else if (parseError !== undefined) drafts.push(draft("parse", parseError));
    else if (last?.kind === "parse" && last.isOpen) readReportLine(line, last, places);
    else if (section !== undefined && line.startsWith("  "))
      drafts.push(draft(section, line.slice(2)));
    // A name may hold a line break, and so may the message that quotes it.
    else if (section !== undefined && last?.kind === section && line !== "")
      last.message += `\n${line}`;
  }
  return { findings: drafts.map(finish), obstacle };
}

/** The line of a file whose requirements are not covered; it gives no reason. */
const isUncovered = (line: string): boolean =>
  line.startsWith("✗ ") && line.includes(" symbols, ") && line.endsWith(" (errors)");

/** Lines without colours. */
export const splitLines = (text: string): readonly string[] => stripColours(text).split(/\r?\n/);

interface Draft {
  readonly kind: FindingKind;
  readonly severity: CompilerFinding["severity"];
  message: string;
  /** Whether its headline may go on, and its place is still to come. */
  isOpen: boolean;
  range: Range | undefined;
}

const draft = (kind: FindingKind, message: string): Draft => ({
  kind,
  severity: "error",
  message,
  isOpen: true,
  range: undefined,
});

function readReportLine(line: string, report: Draft, places: Places): void {
  report.range = places.fromReport(line);
  if (line === "" || FRAME.test(line)) report.isOpen = false;
  else report.message += `\n${line}`;
}

function finish({ kind, severity, message, range }: Draft): CompilerFinding {
  const [, code, text = message] = CODED.exec(message) ?? [];
  return { kind, severity, code, message: text, meaning: readMessage(text), range };
}
