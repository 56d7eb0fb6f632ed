import type { Diagnostic } from "../../domain/diagnostic.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { Specification } from "../../domain/specification.ts";
import { createLineIndex } from "../../std/line-index.ts";
import { findInjections } from "./find-injections.ts";

/**
 * Orders to the model in what a specification would show it: its own text, and the files that it names. The
 * specification itself goes by `specification:NAME`.
 */
export function inspectSpecification(specification: Specification): readonly Diagnostic[] {
  const own = findInjections({
    path: `specification:${specification.name}`,
    text: wishOf(specification),
  });
  return [...own, ...givenFiles(specification).flatMap(inspectFile)];
}

/** The files that a model is shown; a file with open places is not told twice where it is the wish itself. */
const givenFiles = (specification: Specification): readonly SourceText[] =>
  specification.kind === "formal" && specification.text !== specification.source
    ? [{ path: specification.path, text: specification.source }, ...specification.contextFiles]
    : specification.contextFiles;

/** All that is said besides files. What stands in the text already is not said twice. */
function wishOf(specification: Specification): string {
  const { text, name, signature = "", requirements, examples } = specification;
  const parts = [name, signature, ...requirements, ...examples.map(({ call }) => call)];
  return [text, ...parts.filter((part) => !text.includes(part))].join("\n");
}

/** Orders to the model in a file, each with its line, from 1, in `facts.line`. */
export function inspectFile(file: SourceText): readonly Diagnostic[] {
  const found = findInjections(file);
  if (found.length === 0) return [];
  const index = createLineIndex(file.text);
  return found.map((diagnostic) => ({
    ...diagnostic,
    facts: { line: index.position(diagnostic.span?.start ?? 0).line },
  }));
}
