/** Names of files in the text around a fence: in its first line, or in the line before it. */

import { parseFilePath } from "./file-path.ts";

const LABEL = "(?:file[ -]?path|file[ -]?name|file|path)\\s*[:=]\\s*";
const COMMENT = new RegExp(
  `^[ \\t]*(?://|#|--|;+|%|/\\*+|<!--)[ \\t]*(${LABEL})?([^\\s]+)[ \\t]*(?:\\*/|-->)?[ \\t]*(?:\\r\\n|\\r|\\n|$)`,
  "i",
);
const LINE_START_MARKS = /^[\s>]*(?:(?:[-+*]|\d+[.)])\s+)?(?:#{1,6}\s+)?(?:\d+[.)]\s+)?/;

export interface CommentHint {
  readonly filePath: string;
  /** The content without the comment, where the comment says `filepath:` or the like; else all of it. */
  readonly content: string;
}

/** The path in a comment that is the first line of `content`. */
export function readCommentHint(content: string): CommentHint | undefined {
  const [line, label, word] = COMMENT.exec(content) ?? [];
  const filePath = word === undefined ? undefined : parseFilePath(word);
  if (line === undefined || filePath === undefined) return undefined;
  return { filePath, content: label === undefined ? content : content.slice(line.length) };
}

/**
 * The path in the last line of text before `offset` that is not blank: a heading, bold, in backticks or after
 * `filepath:`, and nothing else in that line. Lines before `from` are not looked at.
 */
export function readPathBefore(text: string, offset: number, from: number): string | undefined {
  // The last part is what stands before the fence in its own line.
  const before = text
    .slice(Math.max(from, offset - MAX_DISTANCE), offset)
    .split(/\r\n|\r|\n/)
    .slice(0, -1);
  const line = before.findLast((candidate) => !/^[\s>]*$/.test(candidate));
  if (line === undefined) return undefined;
  const words = line
    .replace(LINE_START_MARKS, "")
    .replaceAll(/[`*]/g, "")
    .replace(new RegExp(`^${LABEL}`, "i"), "")
    .trim()
    .replace(/:$/, "")
    .replace(/\s*\([^()]*\)$/, "");
  return parseFilePath(words);
}

const MAX_DISTANCE = 500;
