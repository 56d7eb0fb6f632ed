import type { Diagnostic, Severity } from "../../domain/diagnostic.ts";
import { createLineIndex } from "../../std/line-index.ts";
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
      const line = index.lineAt(span.start);
      const width = Math.max(1, Math.min(span.end - span.start, line.length - start.column + 1));
      terminal.say(`    ${escapeText(line)}`);
      terminal.say(
        `    ${" ".repeat(start.column - 1)}${terminal.paint("red", "^".repeat(width))}`,
      );
    }
    if (help !== undefined)
      terminal.say(`    ${terminal.paint("dim", "help:")} ${escapeText(help)}`);
  }
}

/** A diagnostic as `--json` prints it: lines and columns from 1, columns in UTF-16 units. */
export function diagnosticToJson(diagnostic: Diagnostic, text: string): object {
  const { code, phase, category, severity, message, help, span } = diagnostic;
  const index = createLineIndex(text);
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
