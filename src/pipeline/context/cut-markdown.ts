import { scanFences } from "../../std/markdown/scan-fences.ts";
import type { CutTextOptions } from "./cut-code.ts";

const NOTICE = "(Shortened.)";

/**
 * The first block of a Markdown text and those after it that still fit, with a notice; fenced code is one block, so
 * fences stay whole. `undefined` where not even the first block fits.
 */
export function cutMarkdown(
  text: string,
  { maxTokens, count }: CutTextOptions,
): string | undefined {
  const kept: string[] = [];
  const render = (blocks: readonly string[]): string => [...blocks, NOTICE].join("\n\n");
  for (const block of splitBlocks(text)) {
    if (count(render([...kept, block])) <= maxTokens) kept.push(block);
    else if (kept.length === 0) return undefined;
  }
  return kept.length === 0 ? undefined : render(kept);
}

function splitBlocks(text: string): readonly string[] {
  const blocks: string[] = [];
  let at = 0;
  const addProse = (end: number): void => {
    const parts = text.slice(at, end).split(/\n[ \t]*\n/);
    blocks.push(...parts.map((part) => part.replace(/^\n+|\s+$/g, "")).filter(Boolean));
  };
  for (const { start, end } of scanFences(text)) {
    addProse(start);
    blocks.push(text.slice(start, end));
    at = end;
  }
  addProse(text.length);
  return blocks;
}
