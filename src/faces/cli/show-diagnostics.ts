import type { Diagnostic, Severity } from "../../domain/diagnostic.ts";
import { createLineIndex, type LineIndex } from "../../std/line-index.ts";
import { escapeText } from "./escape-text.ts";
import type { Terminal } from "./terminal.ts";

const COLOURS = {
  error: "red",
  warning: "yellow",
  information: "cyan",
  hint: "dim",
} as const satisfies Record<Severity, string>;

/** Diagnostics for a person: place, severity, code, message, the line with a mark under it, and the help. */
export function showDiagnostics(
  diagnostics: readonly Diagnostic[],
  source: { readonly file: string; readonly text: string },
  terminal: Terminal,
): void {
  const index = createLineIndex(source.text);
  for (const { span, severity, code, message, help } of diagnostics) {
    const isHere = span !== undefined && span.file === source.file;
    const start = isHere ? index.position(span.start) : undefined;
    const place =
      start === undefined
        ? (span?.file ?? source.file)
        : `${source.file}:${start.line}:${start.column}`;
    const name = code === undefined ? "" : ` ${code}`;
    const kind = terminal.paint(COLOURS[severity], `${severity}${name}`);
    terminal.say(`${escapeText(place)} ${kind} ${escapeText(message)}`);
    if (isHere && start !== undefined) {
      const { line, before } = cutLine(index.lineAt(span.start), start.column - 1);
      const width = Math.max(1, Math.min(span.end - span.start, line.length - before));
      terminal.say(`    ${escapeText(line)}`);
      terminal.say(`    ${" ".repeat(before)}${terminal.paint("red", "^".repeat(width))}`);
    }
    if (help !== undefined)
      terminal.say(`    ${terminal.paint("dim", "help:")} ${escapeText(help)}`);
  }
}

/** Longest line that is shown whole: a file may be one line, with a thousand errors. */
const LONGEST_LINE = 200;

/** A line, or the part of a long one that stands around a place; `before` is where the place is in it. */
function cutLine(line: string, at: number): { readonly line: string; readonly before: number } {
  if (line.length <= LONGEST_LINE) return { line, before: at };
  const start = Math.max(0, Math.min(at - LONGEST_LINE / 4, line.length - LONGEST_LINE));
  return { line: line.slice(start, start + LONGEST_LINE), before: at - start };
}

/** Diagnostics as `--json` prints them: lines and columns from 1, columns in UTF-16 units. */
export function diagnosticsToJson(
  diagnostics: readonly Diagnostic[],
  text: string,
): readonly object[] {
  const index = createLineIndex(text);
  return diagnostics.map((diagnostic) => diagnosticToJson(diagnostic, index));
}

function diagnosticToJson(diagnostic: Diagnostic, index: LineIndex): object {
  const { code, phase, category, severity, message, help, span } = diagnostic;
  const start = span === undefined ? undefined : index.position(span.start);
  const end = span === undefined ? undefined : index.position(span.end);
  return {
    code: code ?? null,
    phase,
    category,
    severity,
    message,
    line: start?.line ?? null,
    column: start?.column ?? null,
    endLine: end?.line ?? null,
    endColumn: end?.column ?? null,
    help: help ?? null,
  };
}
