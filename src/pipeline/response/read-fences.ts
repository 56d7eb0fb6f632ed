/** Fenced code blocks of a model's answer, with what is said about the file each of them holds. */

import { scanFences } from "../../std/markdown/scan-fences.ts";
import { readInfoString } from "./info-string.ts";
import { readCommentHint, readPathBefore } from "./path-hints.ts";

export interface Fence {
  /** What follows the opening marks, trimmed. */
  readonly info: string;
  /** The language it is tagged with, lower case. */
  readonly language: string | undefined;
  /** As the model wrote it, without a line number. */
  readonly filePath: string | undefined;
  /** The lines inside with their line endings, a leading `// filepath: …` comment removed. */
  readonly content: string;
  /** From the first opening mark to the end of the closing line; UTF-16 units into the answer. */
  readonly span: { readonly start: number; readonly end: number };
  /** Line of the opening marks, from 1. */
  readonly line: number;
  readonly isClosed: boolean;
}

/**
 * The fenced code blocks of `text`, as CommonMark finds them: an inner fence of the same length closes the outer one.
 * A path is looked for in the info string, then in a comment that is the block's first line, then in the line before.
 */
export function readFences(text: string): readonly Fence[] {
  let previousEnd = 0;
  return scanFences(text).map(({ info, content, start, end, line, isClosed }) => {
    const { language, filePath } = readInfoString(info);
    const hint = readCommentHint(content);
    const path = filePath ?? hint?.filePath ?? readPathBefore(text, start, previousEnd);
    previousEnd = end;
    return {
      info,
      language,
      filePath: path,
      content: hint?.content ?? content,
      span: { start, end },
      line,
      isClosed,
    };
  });
}
