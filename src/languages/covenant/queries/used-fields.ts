/** Which fields of a query's rows a body goes on to use. */

import type { Program, Snippet } from "../syntax/ast.ts";
import { readString } from "../syntax/string-value.ts";
import type { Token } from "../syntax/token.ts";

/**
 * The fields that `snippet` uses of a variable, which holds a row or a list of rows; `undefined` where it hands on
 * the whole, or where the name may mean more than one thing.
 */
export type FindUsedFields = (
  snippet: Snippet,
  variable: string,
) => ReadonlySet<string> | undefined;

/** Reads each snippet of `program` once, when it is first asked about. */
export function createUsedFieldFinder(program: Program): FindUsedFields {
  const known = new Map<Snippet, Mentions>();
  return (snippet, variable) => {
    const mentions = known.get(snippet) ?? collectMentions(tokensOf(snippet, program.tokens));
    known.set(snippet, mentions);
    return findFields(mentions, variable);
  };
}

/** One use of a variable: of a field, of the items that a loop goes through, or of all that it is. */
type Use =
  | { readonly kind: "field"; readonly field: string }
  | { readonly kind: "loop"; readonly variable: string }
  | { readonly kind: "whole" };

interface Mentions {
  /** How often each name is bound. */
  readonly bindings: Map<string, number>;
  readonly uses: Map<string, Use[]>;
}

function findFields(
  { bindings, uses }: Mentions,
  variable: string,
): ReadonlySet<string> | undefined {
  const fields = new Set<string>();
  const names = new Set([variable]);
  // Grows while it is gone through: what a loop calls an item is an item too.
  for (const name of names) {
    if (bindings.get(name) !== 1) return undefined;
    for (const use of uses.get(name) ?? []) {
      if (use.kind === "whole") return undefined;
      if (use.kind === "field") fields.add(use.field);
      else names.add(use.variable);
    }
  }
  return fields;
}

function tokensOf({ start, end }: Snippet, tokens: readonly Token[]): readonly Token[] {
  const firstFrom = (place: number): number => {
    let [low, high] = [0, tokens.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tokens[middle]?.start ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return tokens.slice(firstFrom(start), firstFrom(end));
}

/** Reads attributes wherever they stand: what is no variable at all does no harm, because nobody asks for it. */
function collectMentions(tokens: readonly Token[]): Mentions {
  const mentions: Mentions = { bindings: new Map(), uses: new Map() };
  let isInBindings = false;
  for (const [index, token] of tokens.entries()) {
    const before = (distance: number): string => tokens[index - distance]?.text ?? "";
    if (token.text === "bindings") isInBindings = true;
    if (token.text === ")") isInBindings = false;
    if (token.kind !== "string" && token.kind !== "triple-string") continue;
    const name = readString(token).text;
    if (isInBindings) bind(mentions, name);
    if (before(1) !== "=") continue;
    const attribute = before(2);
    const isLoop = attribute === "var" && tokens[index + 1]?.text === "in";
    if (attribute === "as" || isLoop || (attribute === "name" && before(3) === "param"))
      bind(mentions, name);
    else if (attribute === "in" && before(5) === "var")
      use(mentions, name, { kind: "loop", variable: textBefore(tokens, index, 3) });
    else if (attribute === "of" && before(5) === "field")
      use(mentions, name, { kind: "field", field: textBefore(tokens, index, 3) });
    else if (attribute === "fn")
      // Text of a function is opaque: every word may be a variable.
      for (const word of name.match(/\w+/g) ?? []) use(mentions, word, { kind: "whole" });
    else if (VALUES.has(attribute)) usePath(mentions, name);
  }
  return mentions;
}

const VALUES: ReadonlySet<string> = new Set(["from", "var", "in", "of", "on", "condition"]);

function textBefore(tokens: readonly Token[], index: number, distance: number): string {
  const token = tokens[index - distance];
  return token === undefined ? "" : readString(token).text;
}

function usePath(mentions: Mentions, path: string): void {
  const [base = "", field] = path.split(".", 2);
  use(mentions, base, field === undefined ? { kind: "whole" } : { kind: "field", field });
}

function use({ uses }: Mentions, name: string, how: Use): void {
  const known = uses.get(name);
  if (known === undefined) uses.set(name, [how]);
  else known.push(how);
}

const bind = ({ bindings }: Mentions, name: string): void =>
  void bindings.set(name, (bindings.get(name) ?? 0) + 1);
