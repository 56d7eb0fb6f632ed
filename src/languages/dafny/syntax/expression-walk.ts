import type { Token } from "../../../syntax/formal/tokens-of.ts";
import { BINDERS, CLAUSES, CONTINUES } from "./words.ts";

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** Index after the bracket that closes the one at `open`; `limit` where none does. */
export function skipBrackets(tokens: readonly Token[], open: number, limit: number): number {
  const stack: string[] = [];
  for (let at = open; at < limit; at += 1) {
    const { text, kind } = tokens[at] as Token;
    if (kind !== "mark") continue;
    const closing = CLOSING[text];
    if (closing !== undefined) stack.push(closing);
    else if (text === ")" || text === "]" || text === "}") {
      if (stack.at(-1) !== text) return at;
      stack.pop();
      if (stack.length === 0) return at + 1;
    }
  }
  return limit;
}

/** Whether an attribute begins here: `{:axiom}`. */
export const isAttribute = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.text === "{" && tokens[at + 1]?.text === ":";

export interface Walk {
  /** Index of the brace that begins a body; `undefined` where there is none. */
  readonly body: number | undefined;
  /** Where it stopped: at the body, or where `stopsAt` said so. */
  readonly end: number;
  /** Where each clause begins, by its word. */
  readonly clauses: readonly { readonly word: string; readonly at: number }[];
}

/**
 * Walks over heads and clauses to the brace that begins a body. A brace is one where an expression has come to its
 * end: after `in` or `==` it is a set, after `match e` it holds cases.
 */
export function walkToBody(
  tokens: readonly Token[],
  from: number,
  limit: number,
  stopsAt: (at: number, hasEnded: boolean) => boolean,
): Walk {
  const clauses: { word: string; at: number }[] = [];
  let hasEnded = true;
  let openBars = 0;
  let openBinders = 0;
  let openMatches = 0;
  let at = from;
  while (at < limit) {
    const { text, kind } = tokens[at] as Token;
    if (stopsAt(at, hasEnded)) break;
    if (kind === "mark" && text in CLOSING) {
      if (text === "{" && !isAttribute(tokens, at) && hasEnded) {
        const holdsCases = ["case", "}"].includes(tokens[at + 1]?.text ?? "");
        if (openMatches === 0 || !holdsCases) return { body: at, end: at, clauses };
        openMatches -= 1;
      }
      const wasAttribute = isAttribute(tokens, at);
      at = Math.max(at + 1, skipBrackets(tokens, at, limit));
      hasEnded = wasAttribute ? hasEnded : true;
      continue;
    }
    if (kind === "name") {
      if (CLAUSES.has(text)) {
        clauses.push({ word: text, at });
        openBars = openBinders = 0;
      }
      if (BINDERS.has(text)) openBinders += 1;
      if (text === "match") openMatches += 1;
      hasEnded = !CONTINUES.has(text);
    } else if (text === "|") {
      if (!hasEnded) openBars += 1;
      else if (openBinders > 0) {
        openBinders -= 1;
        hasEnded = false;
      } else if (openBars > 0) openBars -= 1;
      else hasEnded = false;
    } else if (text === "::") {
      openBinders = Math.max(0, openBinders - 1);
      hasEnded = false;
    } else if (text === "*") hasEnded = isWildcard(tokens, at);
    else if (text === ">") hasEnded = clauses.length === 0;
    else hasEnded = kind !== "mark" || text === ";";
    at += 1;
  }
  return { body: undefined, end: at, clauses };
}

/** The `*` of `decreases *` and `while *`, not that of a product. */
function isWildcard(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]?.text ?? "";
  return before === "," || before === "while" || CLAUSES.has(before);
}
