import type { Diagnostic } from "../../domain/diagnostic.ts";
import type { SourceText } from "../../domain/source-text.ts";
import { createLineIndex } from "../../std/line-index.ts";

/** How many a prompt quotes: the first ones are the causes more often than the rest. */
const MOST = 8;

/**
 * Diagnostics as a numbered list for a model: line, the line's text, the tool's words, the help. A place in one of the
 * `companions` names its file.
 */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  text: string,
  companions: readonly SourceText[] = [],
): string {
  const main = createLineIndex(text);
  const others = new Map(companions.map((file) => [file.path, createLineIndex(file.text)]));
  const shown = diagnostics.slice(0, MOST).map((diagnostic, at) => {
    const { span, code, message, help = likelyFix(diagnostic) } = diagnostic;
    const other = span === undefined ? undefined : others.get(span.file);
    const index = other ?? main;
    const file = other === undefined ? "" : `${span?.file}, `;
    const place = span === undefined ? "" : `${file}Line ${index.position(span.start).line}: `;
    const quoted = span === undefined ? "" : `\n   > ${index.lineAt(span.start).trim()}`;
    const name = code === undefined ? "" : ` [${code}]`;
    const hint = help === undefined ? "" : `\n   ${help}`;
    return `${at + 1}. ${place}${message}${name}${quoted}${hint}`;
  });
  const rest = diagnostics.length - shown.length;
  return [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join("\n");
}

/** What is worth offering where the tool has no words of help. */
const likelyFix = ({ fixes: [best] }: Diagnostic): string | undefined =>
  best !== undefined && best.confidence >= 0.8 ? best.title : undefined;
