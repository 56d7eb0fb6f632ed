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
 * end: after `in` or `==` it is a set, after `match e` it holds cases, and behind `var x := e;` the expression goes on.
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
  let openLets = 0;
  // Behind one, the `>` of a type's constraint compares.
  let hasBar = false;
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
      const isProof = text === "{" && !wasAttribute && openLets > 0 && endsLet(tokens, at);
      if (isProof) openLets -= 1;
      at = Math.max(at + 1, skipBrackets(tokens, at, limit));
      hasEnded = wasAttribute ? hasEnded : !isProof;
      continue;
    }
    if (kind === "name") {
      if (CLAUSES.has(text)) {
        clauses.push({ word: text, at });
        openBars = openBinders = 0;
      }
      if (beginsBinder(tokens, at)) openBinders += 1;
      if (LETS.has(text) && (!hasEnded || tokens[at - 1]?.text === "ghost")) openLets += 1;
      if (text === "match") openMatches += 1;
      // Its cases stand without braces.
      if (text === "case" && openMatches > 0) openMatches -= 1;
      hasEnded = !CONTINUES.has(text);
    } else if (text === "|") {
      hasBar = true;
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
    else if (text === ">") hasEnded = clauses.length === 0 && !hasBar;
    else if (text === ";" && openLets > 0) {
      openLets -= 1;
      hasEnded = false;
    } else hasEnded = kind !== "mark" || text === ";";
    at += 1;
  }
  return { body: undefined, end: at, clauses };
}

/** What an expression may begin with and go on behind. */
const LETS: ReadonlySet<string> = new Set(["var", "assert", "assume", "expect", "reveal", "calc"]);

/** Whether the brace at `at` is what a `calc` calculates, or an `assert … by` proves, within an expression. */
function endsLet(tokens: readonly Token[], at: number): boolean {
  let before = at - 1;
  while (tokens[before]?.kind === "mark" && !"})];".includes(tokens[before]?.text ?? ";"))
    before -= 1;
  // Attributes may stand between: `calc {:rlimit 3} {`.
  while (tokens[before]?.text === "}") {
    const open = openingOf(tokens, before);
    if (!isAttribute(tokens, open)) break;
    before = open - 1;
  }
  return tokens[before]?.text === "calc" || tokens[at - 1]?.text === "by";
}

/** Index of the brace that the one at `close` closes. */
function openingOf(tokens: readonly Token[], close: number): number {
  let depth = 0;
  for (let at = close; at >= 0; at -= 1) {
    const { text, kind } = tokens[at] as Token;
    if (kind === "mark" && text === "}") depth += 1;
    else if (kind === "mark" && text === "{" && (depth -= 1) === 0) return at;
  }
  return 0;
}

/** A quantifier or a comprehension; `set<int>` is a type, `iset{1}` and `map[]` are values. */
const beginsBinder = (tokens: readonly Token[], at: number): boolean => {
  const text = tokens[at]?.text ?? "";
  const isAlways = text === "forall" || text === "exists";
  return BINDERS.has(text) && (isAlways || tokens[at + 1]?.kind === "name");
};

/** The `*` of `decreases *` and `while *`, not that of a product. */
function isWildcard(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]?.text ?? "";
  return before === "," || before === "while" || CLAUSES.has(before);
}
