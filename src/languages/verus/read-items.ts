import type { Token } from "../../syntax/formal/tokens-of.ts";
import { plainName } from "./lexical-rules.ts";

/** An item of a Verus file: a function, a type, a block of them. */
export interface Item {
  /** `fn`, `spec fn`, `proof fn`, `struct`, `impl`, `use`, `macro`. */
  readonly kind: string;
  /** `undefined` for one without, such as `impl` and `use`. */
  readonly name: string | undefined;
  /** Words before the keyword: `pub`, `open`, `broadcast`, `axiom`. */
  readonly modifiers: readonly string[];
  /** Attributes, without the brackets, their tokens joined by nothing. */
  readonly attributes: readonly string[];
  /** Indices of tokens, half open. */
  readonly first: number;
  readonly last: number;
  /** Index of the brace that opens the body; `undefined` for an item that ends with a semicolon. */
  readonly bodyAt: number | undefined;
  /** Of an `impl`, `trait`, `mod` or `verus!`. */
  readonly items: readonly Item[];
}

const MODIFIERS = new Set([
  "pub",
  "open",
  "closed",
  "uninterp",
  "spec",
  "proof",
  "exec",
  "axiom",
  "broadcast",
  "const",
  "async",
  "unsafe",
  "extern",
  "default",
  "tracked",
  "ghost",
  "checked",
]);
const KEYWORDS = new Set([
  "fn",
  "struct",
  "enum",
  "union",
  "trait",
  "impl",
  "mod",
  "use",
  "static",
  "type",
  "macro_rules",
  "crate",
  "assume_specification",
  "global",
  "group",
]);
const OPENING = new Set(["(", "[", "{"]);
const CLOSING = new Set([")", "]", "}"]);

/** The items between two tokens. What begins none is stepped over. */
export function readItems(tokens: readonly Token[], from = 0, to = tokens.length): readonly Item[] {
  const items: Item[] = [];
  let at = from;
  while (at < to) {
    const item = readItem(tokens, at, to);
    if (item === undefined) at = skip(tokens, at);
    else {
      items.push(item);
      at = Math.max(item.last, at + 1);
    }
  }
  return items;
}

const skip = (tokens: readonly Token[], at: number): number =>
  OPENING.has(tokens[at]?.text ?? "") ? partnerOf(tokens, at) + 1 : at + 1;

/** Index of the bracket that closes the one at `at`; the last token where none does. */
export function partnerOf(tokens: readonly Token[], at: number): number {
  let depth = 0;
  for (let index = at; index < tokens.length; index += 1) {
    const { text, kind } = tokens[index] ?? { text: "", kind: "mark" };
    if (kind !== "mark") continue;
    if (OPENING.has(text)) depth += 1;
    else if (CLOSING.has(text)) depth -= 1;
    if (depth === 0) return index;
  }
  return tokens.length - 1;
}

interface Head {
  readonly attributes: readonly string[];
  readonly modifiers: readonly string[];
  /** Index of the keyword. */
  readonly at: number;
}

function readHead(tokens: readonly Token[], first: number, to: number): Head {
  const attributes: string[] = [];
  const modifiers: string[] = [];
  let at = first;
  while (at < to) {
    const text = tokens[at]?.text ?? "";
    if (text === "#") {
      const open = tokens[at + 1]?.text === "!" ? at + 2 : at + 1;
      if (tokens[open]?.text !== "[") break;
      const close = partnerOf(tokens, open);
      attributes.push(joinTight(tokens.slice(open + 1, close)));
      at = close + 1;
    } else if (MODIFIERS.has(text)) {
      modifiers.push(text);
      at += 1;
      if (tokens[at]?.text === "(") at = partnerOf(tokens, at) + 1;
      else if (tokens[at]?.kind === "literal") at += 1;
    } else break;
  }
  return { attributes, modifiers, at };
}

const joinTight = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join("");

function readItem(tokens: readonly Token[], first: number, to: number): Item | undefined {
  const head = readHead(tokens, first, to);
  const { attributes, modifiers, at } = head;
  const word = tokens[at]?.text ?? "";
  const isMacro = tokens[at]?.kind === "name" && tokens[at + 1]?.text === "!";
  const isConst = modifiers.includes("const") && !KEYWORDS.has(word);
  if (!KEYWORDS.has(word) && !isMacro && !isConst) return undefined;
  const { last, bodyAt } =
    isMacro && word !== "macro_rules" ? endOfMacro(tokens, at, to) : endOf(tokens, at, to);
  const mode = modifiers.find((one) => one === "spec" || one === "proof");
  const kind = isConst
    ? "const"
    : isMacro
      ? word === "verus" || word === "verus_"
        ? "verus!"
        : "macro"
      : word === "fn" && mode !== undefined
        ? `${mode} fn`
        : word;
  const named = isConst || isMacro ? tokens[at] : tokens[at + 1];
  const holdsItems = ["impl", "trait", "mod", "verus!"].includes(kind) && bodyAt !== undefined;
  return {
    kind,
    name:
      kind === "impl" || kind === "use" || kind === "verus!" || named?.kind !== "name"
        ? undefined
        : plainName(named.text),
    modifiers,
    attributes,
    first,
    last,
    bodyAt,
    items: holdsItems ? readItems(tokens, (bodyAt ?? at) + 1, last - 1) : [],
  };
}

function endOfMacro(
  tokens: readonly Token[],
  at: number,
  to: number,
): { readonly last: number; readonly bodyAt: number | undefined } {
  const open = tokens.findIndex(({ text }, index) => index > at && OPENING.has(text));
  if (open === -1 || open >= to) return { last: Math.min(at + 2, to), bodyAt: undefined };
  const close = partnerOf(tokens, open);
  const last = tokens[close + 1]?.text === ";" ? close + 2 : close + 1;
  return { last: Math.min(last, to), bodyAt: open };
}

/** A group in braces is the body where an item, or nothing, follows; in a contract the expression goes on. */
function endOf(
  tokens: readonly Token[],
  at: number,
  to: number,
): { readonly last: number; readonly bodyAt: number | undefined } {
  for (let index = at + 1; index < to; index += 1) {
    const text = tokens[index]?.text ?? "";
    if (tokens[index]?.kind !== "mark") continue;
    if (text === ";") return { last: index + 1, bodyAt: undefined };
    if (!OPENING.has(text)) continue;
    const close = partnerOf(tokens, index);
    if (text === "{" && (close + 1 >= to || beginsItem(tokens, close + 1)))
      return { last: Math.min(close + 1, to), bodyAt: index };
    index = close;
  }
  return { last: to, bodyAt: undefined };
}

function beginsItem(tokens: readonly Token[], at: number): boolean {
  const { text, kind } = tokens[at] ?? { text: "}", kind: "mark" };
  return (
    text === "}" ||
    text === "#" ||
    (kind === "name" && (MODIFIERS.has(text) || KEYWORDS.has(text) || tokens[at + 1]?.text === "!"))
  );
}
