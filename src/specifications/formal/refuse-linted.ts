import { type Diagnostic, isError } from "../../domain/diagnostic.ts";
import { Fault } from "../../domain/fault.ts";
import type { SourceText } from "../../domain/source-text.ts";
import { createLineIndex } from "../../std/line-index.ts";

/** Named in full; of further mistakes only the number is told. */
const MOST_TOLD = 10;

/** @throws {Fault} `specification/invalid` where a diagnostic is an error, with the lines of all of them */
export function refuseLinted(source: SourceText, diagnostics: readonly Diagnostic[]): void {
  const fault = faultOf(source, diagnostics);
  if (fault !== undefined) throw fault;
}

/** The errors among the diagnostics as one fault; `undefined` where there is none. */
export function faultOf(
  { path, text }: SourceText,
  diagnostics: readonly Diagnostic[],
): Fault | undefined {
  const errors = diagnostics.filter(isError);
  if (errors.length === 0) return undefined;
  const index = createLineIndex(text);
  const told = errors.slice(0, MOST_TOLD).map(({ message, span, help }) => {
    const isHere = span === undefined || span.file === path;
    const place = isHere ? `${path}:${index.position(span?.start ?? 0).line}` : span.file;
    return `  ${place} ${message}${help === undefined ? "" : ` (${help})`}`;
  });
  const more = errors.length > told.length ? [`  and ${errors.length - told.length} more`] : [];
  const count = errors.length === 1 ? "1 mistake" : `${errors.length} mistakes`;
  return new Fault(
    "specification/invalid",
    [`Cannot use "${path}" as a specification: ${count}`, ...told, ...more].join("\n"),
    { help: "Nobody is asked for code before the file itself can be used" },
  );
}
