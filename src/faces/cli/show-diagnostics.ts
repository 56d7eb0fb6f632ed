import type { Diagnostic, Severity } from "../../domain/diagnostic.ts";
import type { SourceText } from "../../domain/source-text.ts";
import { createLineIndex, type LineIndex } from "../../std/line-index.ts";
import { escapeText } from "./escape-text.ts";
import type { Terminal } from "./terminal.ts";

const COLOURS = {
  error: "red",
  warning: "yellow",
  information: "cyan",
  hint: "dim",
} as const satisfies Record<Severity, string>;

/** What diagnostics are about: a file, and those beside it. */
export interface ShownSource {
  readonly file: string;
  readonly text: string;
  /** @default none */
  readonly companions?: readonly SourceText[] | undefined;
}

/** Diagnostics for a person: place, severity, code, message, the line with a mark under it, and the help. */
export function showDiagnostics(
  diagnostics: readonly Diagnostic[],
  source: ShownSource,
  terminal: Terminal,
): void {
  const files = [{ path: source.file, text: source.text }, ...(source.companions ?? [])];
  const indexes = new Map(
    files.map((file) => [file.path, createLineIndex(withoutSecrets(file, diagnostics))]),
  );
  for (const { span, severity, code, message, help } of diagnostics) {
    const index = span === undefined ? undefined : indexes.get(span.file);
    const start = span === undefined ? undefined : index?.position(span.start);
    const place =
      start === undefined
        ? (span?.file ?? source.file)
        : `${span?.file}:${start.line}:${start.column}`;
    const name = code === undefined ? "" : ` ${code}`;
    const kind = terminal.paint(COLOURS[severity], `${severity}${name}`);
    terminal.say(`${escapeText(place)} ${kind} ${escapeText(message)}`);
    if (span !== undefined && index !== undefined && start !== undefined) {
      const { line, before } = cutLine(index.lineAt(span.start), start.column - 1);
      const width = Math.max(1, Math.min(span.end - span.start, line.length - before));
      terminal.say(`    ${escapeText(line)}`);
      terminal.say(`    ${" ".repeat(before)}${terminal.paint("red", "^".repeat(width))}`);
    }
    if (help !== undefined)
      terminal.say(`    ${terminal.paint("dim", "help:")} ${escapeText(help)}`);
  }
}

/** The weakness of a secret that is written out: its text is not shown again. */
const WRITTEN_OUT = 798;

/** The text with stars where a diagnostic tells of a secret; nothing else moves. */
function withoutSecrets({ path, text }: SourceText, diagnostics: readonly Diagnostic[]): string {
  return diagnostics.reduce((left, { span, facts }) => {
    const cwe: unknown = facts["cwe"];
    if (span?.file !== path || !Array.isArray(cwe) || !cwe.includes(WRITTEN_OUT)) return left;
    return left.slice(0, span.start) + "*".repeat(span.end - span.start) + left.slice(span.end);
  }, text);
}

/** Longest line that is shown whole: a file may be one line, with a thousand errors. */
const LONGEST_LINE = 200;

/** A line, or the part of a long one that stands around a place; `before` is where the place is in it. */
function cutLine(line: string, at: number): { readonly line: string; readonly before: number } {
  if (line.length <= LONGEST_LINE) return { line, before: at };
  const start = Math.max(0, Math.min(at - LONGEST_LINE / 4, line.length - LONGEST_LINE));
  return { line: line.slice(start, start + LONGEST_LINE), before: at - start };
}

/**
 * Diagnostics as `--json` prints them: lines and columns from 1, columns in UTF-16 units; one about a companion names
 * its file.
 */
export function diagnosticsToJson(
  diagnostics: readonly Diagnostic[],
  text: string,
  companions: readonly SourceText[] = [],
): readonly object[] {
  const index = createLineIndex(text);
  const others = new Map(companions.map((file) => [file.path, createLineIndex(file.text)]));
  return diagnostics.map((diagnostic) => {
    const file = diagnostic.span?.file ?? "";
    const other = others.get(file);
    return other === undefined
      ? diagnosticToJson(diagnostic, index)
      : { file, ...diagnosticToJson(diagnostic, other) };
  });
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
