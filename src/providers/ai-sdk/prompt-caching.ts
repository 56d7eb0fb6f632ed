/** How providers are asked to keep the beginnings of prompts: what is asked, in the AI SDK's words. */

import { createHash } from "node:crypto";
import type {
  LanguageModelV4Message,
  LanguageModelV4Prompt,
  SharedV4ProviderOptions,
} from "@ai-sdk/provider";
import type { ModelRequest } from "../../domain/model.ts";
import type { BreakPoint, Message } from "../../domain/prompt.ts";

export type PromptCaching =
  /** Each beginning ends with a mark that says for how long it is kept. */
  | { readonly kind: "marks"; readonly ttl: "5m" | "1h" }
  /** Beginnings are kept unasked; a key sends requests that share one to the same place. */
  | { readonly kind: "key" };

/** @see https://platform.claude.com/docs/en/build-with-claude/prompt-caching#how-many-breakpoints */
const MOST_MARKS = 4;

/** Messages as a prompt; with `ttl` each break point ends a part of its own, which is marked. */
export function toPrompt(
  messages: readonly Message[],
  breakPoints: readonly BreakPoint[],
  ttl: "5m" | "1h" | undefined,
): LanguageModelV4Prompt {
  const marked = ttl === undefined ? [] : chooseMarks(messages, breakPoints);
  const mark: SharedV4ProviderOptions = {
    anthropic: { cacheControl: { type: "ephemeral", ttl: ttl ?? "5m" } },
  };
  return messages.flatMap(({ role, text }, index): LanguageModelV4Message[] => {
    const ends = marked.filter(({ message }) => message === index).map(({ end }) => end);
    const parts = splitAt(text, ends).map((part) => ({
      text: part.text,
      ...(part.isEnd ? { providerOptions: mark } : {}),
    }));
    return role === "system"
      ? parts.map(({ text: content, ...options }) => ({ role, content, ...options }))
      : [{ role, content: parts.map((part) => ({ type: "text" as const, ...part })) }];
  });
}

/** A key for the first beginning, the one that is shared most; it tells nothing of the text. `undefined` without one. */
export function toCacheKey({ messages, breakPoints }: ModelRequest): string | undefined {
  const [first] = breakPoints;
  if (first === undefined) return undefined;
  const hash = createHash("sha256");
  for (const { role, text } of messages.slice(0, first.message)) hash.update(`${role}\0${text}\0`);
  const last = messages[first.message];
  return hash
    .update(`${last?.role}\0${last?.text.slice(0, first.end)}`)
    .digest("hex")
    .slice(0, 32);
}

/**
 * Those that can be marked, in the order of the text: each ends a part with words in it, since providers refuse blank
 * ones. Of too many the first, which most requests share, and the last, which covers most.
 */
function chooseMarks(
  messages: readonly Message[],
  breakPoints: readonly BreakPoint[],
): readonly BreakPoint[] {
  const usable = breakPoints
    .toSorted((a, b) => a.message - b.message || a.end - b.end)
    .filter(({ message, end }, index, sorted) => {
      const before = sorted[index - 1];
      const start = before?.message === message ? before.end : 0;
      return (messages[message]?.text.slice(start, end).trim() ?? "") !== "";
    });
  return usable.length <= MOST_MARKS
    ? usable
    : [...usable.slice(0, MOST_MARKS - 1), ...usable.slice(-1)];
}

/** Pieces of `text` that end at `ends`, and the rest; a blank rest belongs to the last piece. */
function splitAt(
  text: string,
  ends: readonly number[],
): readonly { readonly text: string; readonly isEnd: boolean }[] {
  const last = ends.at(-1) ?? 0;
  const hasRest = text.slice(last).trim() !== "";
  const cuts = hasRest || ends.length === 0 ? ends : [...ends.slice(0, -1), text.length];
  const pieces = cuts.map((end, index) => ({
    text: text.slice(cuts[index - 1] ?? 0, end),
    isEnd: true,
  }));
  return hasRest || ends.length === 0
    ? [...pieces, { text: text.slice(last), isEnd: false }]
    : pieces;
}
