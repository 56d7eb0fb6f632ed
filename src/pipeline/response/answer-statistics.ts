/** How much an answer holds. */

import type { FileOutline } from "../../domain/reference.ts";
import { scanCode } from "../../std/scan-code.ts";

export interface AnswerStatistics {
  readonly lines: number;
  readonly filledLines: number;
  /** Lines that hold a comment and nothing else. */
  readonly commentLines: number;
  /** UTF-16 units. */
  readonly characters: number;
  /** `undefined` where the language's files are not parsed. */
  readonly units:
    | { readonly functions: number; readonly classes: number; readonly imports: number }
    | undefined;
}

/** Methods count as functions, interfaces and types as neither. */
export function measureSource(text: string, outline: FileOutline | undefined): AnswerStatistics {
  const lines =
    text === "" ? [] : text.replace(/\r\n?|\n$/g, (end) => (end === "\n" ? "" : "\n")).split("\n");
  const count = (...kinds: readonly string[]): number =>
    outline?.units.filter(({ kind }) => kinds.includes(kind)).length ?? 0;
  return {
    lines: lines.length,
    filledLines: lines.filter((line) => line.trim() !== "").length,
    commentLines: countCommentLines(text),
    characters: text.length,
    units: outline && {
      functions: count("function", "method"),
      classes: count("class"),
      imports: outline.imports.length,
    },
  };
}

function countCommentLines(text: string): number {
  let count = 0;
  for (const { kind, start, end } of scanCode(text)) {
    const before = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
    if (kind === "comment" && before.trim() === "")
      count += text.slice(start, end).split("\n").length;
  }
  return count;
}
