import type { Fix, TextEdit } from "../finding.ts";
import type { Token } from "../syntax/token.ts";
import { fix } from "./edits.ts";
import type { Suggest } from "./finding-of.ts";
import { isFirstOnLine, lineEnd, lineStart } from "./text-places.ts";

const FENCE = "```";

/** What a code fence leaves around the program: the fences, and the prose outside of them. */
export function fixFence(source: string, token: Token): readonly Fix[] {
  if (!source.startsWith(FENCE, token.start) || !isFirstOnLine(source, token.start)) return [];
  const line = lineStart(source, token.start);
  if (source.slice(0, line).trim() === "") return dropFences(source, line);
  // A fence behind the last snippet, and nothing else.
  const isLast = source.slice(lineEnd(source, line)).trim() === "";
  return isLast
    ? [fix("Remove the code fence", 1, [{ start: line, end: source.length, text: "" }])]
    : [];
}

function dropFences(source: string, open: number): readonly Fix[] {
  const content = Math.min(lineEnd(source, open) + 1, source.length);
  const close = source.indexOf(`\n${FENCE}`, content - 1);
  const after = close === -1 ? "" : source.slice(lineEnd(source, close + 1));
  if (after.includes(FENCE)) return [];
  const edits: TextEdit[] = [{ start: 0, end: content, text: "" }];
  if (close !== -1) edits.push({ start: close + 1, end: source.length, text: "" });
  const isAll = source.slice(0, open).trim() === "" && after.trim() === "";
  return [fix("Keep only what stands between the code fences", isAll ? 1 : 0.9, edits)];
}

/** Prose in front of the program. */
export const fixProse: Suggest<"not_a_snippet"> = (_finding, { source }) => {
  const fence = startOfLineWith(source, FENCE);
  const snippet = startOfLineWith(source, "snippet ");
  if (snippet === -1) return [];
  if (fence !== -1 && fence < snippet) return dropFences(source, fence);
  return [
    fix("Remove what stands before the first snippet", 0.8, [{ start: 0, end: snippet, text: "" }]),
  ];
};

const startOfLineWith = (source: string, text: string): number =>
  source.startsWith(text) ? 0 : source.indexOf(`\n${text}`) + 1 || -1;
