import type { Diagnostic } from "../../domain/diagnostic.ts";
import { createLineIndex } from "../../std/line-index.ts";

/** How many a prompt quotes: the first ones are the causes more often than the rest. */
const MOST = 8;

/** Diagnostics as a numbered list for a model: line, the line's text, the tool's words, the help. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], text: string): string {
  const index = createLineIndex(text);
  const shown = diagnostics.slice(0, MOST).map((diagnostic, at) => {
    const { span, code, message, help } = diagnostic;
    const place = span === undefined ? "" : `Line ${index.position(span.start).line}: `;
    const quoted = span === undefined ? "" : `\n   > ${index.lineAt(span.start).trim()}`;
    const name = code === undefined ? "" : ` [${code}]`;
    const hint = help === undefined ? "" : `\n   ${help}`;
    return `${at + 1}. ${place}${message}${name}${quoted}${hint}`;
  });
  const rest = diagnostics.length - shown.length;
  return [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join("\n");
}
