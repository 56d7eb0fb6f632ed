import type { CheckPhase } from "../../domain/check-phase.ts";
import type { Diagnostic } from "../../domain/diagnostic.ts";
import { createLineIndex } from "../../std/line-index.ts";
import { failure } from "./diagnostics.ts";
import type { Thrown } from "./harness-lines.ts";
import type { Layout } from "./stage.ts";

/** The candidate could not even be imported. */
export function describeImportError(
  { names, message, line }: Thrown,
  layout: Layout,
  phase: CheckPhase,
): Diagnostic {
  const isMissing = names.includes("ImportError");
  return failure({
    tool: "cpython",
    code: names[0],
    phase,
    category: isMissing ? "name" : "test",
    message: `Importing the module raises ${names[0]}: ${message}`,
    span: findLine(layout, line),
    help: isMissing
      ? "Use the standard library and the project's own modules; nothing else is there"
      : undefined,
  });
}

/** A line of the candidate, its indentation left out. */
export function findLine({ files, path }: Layout, line: number | null): Diagnostic["span"] {
  const text = files.find((file) => file.path === path)?.text;
  if (line === null || text === undefined) return undefined;
  const lines = createLineIndex(text);
  const start = lines.offset({ line, column: 1 });
  const written = lines.lineAt(start);
  const indentation = written.length - written.trimStart().length;
  return { file: path, start: start + indentation, end: start + written.trimEnd().length };
}
