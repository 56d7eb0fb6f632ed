import { createDiagnostic, type Diagnostic } from "../../domain/diagnostic.ts";
import type { FallbackStrategy } from "../../domain/fallback.ts";
import type { SourceText } from "../../domain/source-text.ts";

/** What a file says of itself that we made without a model. */
export const markOf = (strategy: FallbackStrategy): string => `ONEX-GENERATED: ${strategy}`;

const MARK = /#[^\n]*\bONEX-GENERATED[ \t]*:[ \t]*(?:stub|partial)\b.*$/im;

/** A candidate that calls itself incomplete is none: the mark is ours to set. */
export const findMarks = (files: readonly SourceText[]): readonly Diagnostic[] =>
  files.flatMap(({ path, text }) => {
    const found = MARK.exec(text);
    if (found === null) return [];
    return [
      createDiagnostic({
        tool: "onex",
        code: "incomplete",
        phase: "compliance",
        category: "response",
        message: `${path} says of itself that it is incomplete`,
        span: { file: path, start: found.index, end: found.index + found[0].length },
        help: "Write the whole of it, and leave the mark out",
      }),
    ];
  });
