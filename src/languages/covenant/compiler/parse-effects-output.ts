import type { CompilerFinding } from "./compiler-finding.ts";
import { type CompilerReport, type PrintedOutput, splitLines } from "./parse-check-output.ts";
import { createPlaces } from "./places.ts";
import { readMessage } from "./read-message.ts";

const VIOLATION = /^ {2}(E-EFFECT-\d+) \[(\d+):(\d+)\]: (.*)$/;
const EXPLAINED = /^\[(E-EFFECT-\d+)\] Error: (.*)$/;
const OBSTACLE = /^Error reading .*$/;
const SUMMARY = /^\d+ effect violation\(s\) found$|^Effect violations in /;

/** What `covenant effects` says of the one file that holds `source`, with or without `--explain`. */
export function parseEffectsOutput({ stderr }: PrintedOutput, source: string): CompilerReport {
  const places = createPlaces(source);
  const drafts: Draft[] = [];
  let obstacle: string | undefined;

  for (const line of splitLines(stderr)) {
    const [, code, start, end, message = ""] = VIOLATION.exec(line) ?? [];
    const [, explainedCode, explained = ""] = EXPLAINED.exec(line) ?? [];
    const last = drafts.at(-1);
    if (code !== undefined) {
      const range = { start: places.fromByte(Number(start)), end: places.fromByte(Number(end)) };
      drafts.push({ code, message, range, isExplained: false });
    } else if (explainedCode !== undefined)
      drafts.push({ code: explainedCode, message: explained, range: undefined, isExplained: true });
    else if (last?.isExplained === true) last.range ??= places.fromReport(line);
    else if (OBSTACLE.test(line)) obstacle = line;
    // An id may hold a line break, and so may the message that quotes it.
    else if (last !== undefined && line !== "" && !SUMMARY.test(line)) last.message += `\n${line}`;
  }
  return { findings: drafts.map(finish), obstacle };
}

interface Draft {
  readonly code: string;
  message: string;
  range: CompilerFinding["range"];
  readonly isExplained: boolean;
}

const finish = ({ code, message, range }: Draft): CompilerFinding => ({
  kind: "effect",
  severity: "error",
  code,
  message,
  meaning: readMessage(message),
  range,
});
