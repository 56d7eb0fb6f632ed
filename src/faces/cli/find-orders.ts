import type { Diagnostic } from "../../domain/diagnostic.ts";
import type { SourceText } from "../../domain/source-text.ts";
import { findInjections } from "../../pipeline/specification/find-injections.ts";
import { createLineIndex } from "../../std/line-index.ts";

/** Text of a file that reads like an order to the model, each with its line, from 1, in `facts.line`. */
export function findOrders(source: SourceText): readonly Diagnostic[] {
  const found = findInjections(source);
  const index = createLineIndex(found.length === 0 ? "" : source.text);
  return found.map((diagnostic) => ({
    ...diagnostic,
    facts: { line: index.position(diagnostic.span?.start ?? 0).line },
  }));
}
