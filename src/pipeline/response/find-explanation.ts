import { withoutThoughts } from "../../std/without-thoughts.ts";
import { readFences } from "./read-fences.ts";

/**
 * What a model says around the file it wrote: its answer without the longest code block. Empty where it says nothing
 * else, and for an answer without any block, which is code alone.
 */
export function findExplanation(answer: string): string {
  const text = withoutThoughts(answer);
  const [file] = [...readFences(text)].sort((a, b) => b.content.length - a.content.length);
  if (file === undefined) return "";
  const around = [text.slice(0, file.span.start), text.slice(file.span.end)];
  return around
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join("\n\n");
}
