import { readFences } from "./read-fences.ts";

/** The thoughts that some local models put before the answer. */
const THOUGHTS = /^\s*<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>/i;

/**
 * What a model says around the file it wrote: its answer without the longest code block. Empty where it says nothing
 * else, and for an answer without any block, which is code alone.
 */
export function findExplanation(answer: string): string {
  const text = answer.replace(THOUGHTS, "");
  const [file] = [...readFences(text)].sort((a, b) => b.content.length - a.content.length);
  if (file === undefined) return "";
  const around = [text.slice(0, file.span.start), text.slice(file.span.end)];
  return around
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join("\n\n");
}
