import type { Message } from "../../domain/prompt.ts";
import type { PromptDifference } from "../../ports/prompt-history.ts";

/** How far two prompts are the same. */
export interface SharedBeginning {
  /** In UTF-16 units over all messages' texts. */
  readonly length: number;
  /** Message and offset of the first difference; `undefined` where one is the beginning of the other. */
  readonly end: { readonly message: number; readonly offset: number } | undefined;
}

export function findSharedBeginning(
  before: readonly Message[],
  now: readonly Message[],
): SharedBeginning {
  let length = 0;
  for (const [message, { role, text }] of now.entries()) {
    const other = before[message];
    if (other === undefined) return { length, end: undefined };
    if (other.role !== role) return { length, end: { message, offset: 0 } };
    const offset = findFirstDifference(other.text, text);
    length += offset;
    if (offset < other.text.length || offset < text.length)
      return { length, end: { message, offset } };
  }
  return { length, end: undefined };
}

const BLOCK = 4096;

/** Index of the first unit that differs, or the length of the shorter one. */
export function findFirstDifference(a: string, b: string): number {
  if (a === b) return a.length;
  const most = Math.min(a.length, b.length);
  let at = 0;
  // Whole blocks are compared as fast as memory; only the one that differs is read unit by unit.
  while (at + BLOCK <= most && a.slice(at, at + BLOCK) === b.slice(at, at + BLOCK)) at += BLOCK;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return at;
}

/** The place where two prompts part, for a person. */
export function describeDifference(
  before: readonly Message[],
  now: readonly Message[],
  { message, offset }: { readonly message: number; readonly offset: number },
): PromptDifference | undefined {
  const mine = now[message];
  if (mine === undefined) return undefined;
  return {
    message,
    role: mine.role,
    offset,
    byteOffset: new TextEncoder().encode(mine.text.slice(0, offset)).length,
    before: lineAround(before[message]?.text ?? "", offset),
    now: lineAround(mine.text, offset),
  };
}

const SHOWN = 60;

/** The line that an offset is in, cut to what is near the offset. */
function lineAround(text: string, offset: number): string {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const lineEnd = text.indexOf("\n", offset);
  const end = lineEnd === -1 ? text.length : lineEnd;
  const from = Math.max(offset === 0 ? 0 : lineStart, offset - SHOWN);
  const to = Math.min(end, offset + SHOWN);
  return `${from > lineStart ? "…" : ""}${text.slice(from, to).toWellFormed()}${to < end ? "…" : ""}`;
}
