import type { Token } from "../../syntax/formal/tokens-of.ts";
import type { LeanCode } from "./lexical-rules.ts";
import { plainName } from "./lexical-rules.ts";

/** What begins a declaration. Lean reserves these words, so that they stand for nothing else. */
export const DECLARING = new Set([
  "def",
  "theorem",
  "lemma",
  "instance",
  "structure",
  "inductive",
  "class",
  "abbrev",
  "axiom",
  "opaque",
  "example",
]);

/** What declares syntax or runs while the file is read. */
export const EXTENDING = new Set([
  "notation",
  "notation3",
  "infix",
  "infixl",
  "infixr",
  "prefix",
  "postfix",
  "macro",
  "macro_rules",
  "syntax",
  "elab",
  "elab_rules",
  "declare_syntax_cat",
  "declare_simp_like_tactic",
  "simproc",
  "simproc_decl",
  "dsimproc",
  "builtin_simproc",
  "builtin_dsimproc",
  "initialize",
  "builtin_initialize",
  "register_option",
  "register_builtin_option",
  "register_simp_attr",
  "register_label_attr",
  "unif_hint",
  "binder_predicate",
  "binder_notation",
  "add_decl_doc",
  "run_cmd",
  "run_elab",
  "run_meta",
]);

const MODIFIERS = new Set([
  "private",
  "protected",
  "public",
  "meta",
  "noncomputable",
  "unsafe",
  "partial",
  "nonrec",
  "local",
  "scoped",
  "export",
]);

/** Commands besides declarations: reserved words as well, wherever on a line they stand. */
const OTHER = new Set([
  "namespace",
  "section",
  "end",
  "open",
  "variable",
  "variables",
  "universe",
  "attribute",
  "set_option",
  "mutual",
  "import",
  "include",
  "omit",
  "alias",
  "export",
]);
/** Words that are a command at the start of a line alone. */
const AT_LINE_START = new Set([
  "deriving",
  "suppress_compilation",
  "assert_not_exists",
  "grind_pattern",
  "recall",
  "prelude",
  "module",
]);
/** What ends with `in` where it is for the next command, term or tactic alone. */
const BEFORE_IN = new Set(["open", "set_option", "attribute", "variable", "include", "omit"]);

export interface Command {
  /** The word that says what it is: `theorem`, `open`, `#eval`. */
  readonly word: string;
  /** Its modifiers, in order: `private`, `partial`. */
  readonly modifiers: readonly string[];
  /** Attributes before it, without the brackets. */
  readonly attributes: readonly string[];
  /** Of the tokens: its modifiers and attributes included. */
  readonly first: number;
  /** Index of the word's own token. */
  readonly at: number;
  /** Index after its last token. */
  readonly last: number;
}

/** The commands of a file in order, as far as its words tell. */
export function readCommands(code: LeanCode): readonly Command[] {
  const { tokens } = code;
  const heads: Omit<Command, "last">[] = [];
  let free = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const head = readHead(code, at, free);
    if (head === undefined) continue;
    heads.push(head);
    free = at + 1;
  }
  return heads.map((head, index) => ({
    ...head,
    last: heads[index + 1]?.first ?? tokens.length,
  }));
}

function readHead(code: LeanCode, at: number, free: number): Omit<Command, "last"> | undefined {
  const { tokens } = code;
  const token = tokens[at];
  if (token === undefined) return undefined;
  const word = wordAt(code, at);
  if (word === undefined) return undefined;
  const isReserved = beginsCommand(word) || OTHER.has(word);
  if (!isReserved && !(AT_LINE_START.has(word) && isLineStart(code.code, token.start)))
    return undefined;
  if (BEFORE_IN.has(word) && endsWithIn(code, at)) return undefined;
  // `deriving instance` and `attribute [instance]` are one command.
  if (tokens[at - 1]?.text === "deriving" && word === "instance" && at - 1 >= free)
    return undefined;
  if (word === "class" && tokens[at + 1]?.text === "inductive") return undefined;
  if (insideBrackets(tokens, at, free)) return undefined;
  return { word, at, ...readBefore(tokens, at, free) };
}

const beginsCommand = (word: string): boolean =>
  DECLARING.has(word) || EXTENDING.has(word) || word.startsWith("#");

/** Whether `in` follows on the same line, before anything else begins. */
function endsWithIn({ tokens, code }: LeanCode, at: number): boolean {
  for (let index = at + 1; index < tokens.length; index += 1) {
    const { text, start } = tokens[index] ?? { text: "", start: 0 };
    if (text === "in") return true;
    const isOver = code.slice(tokens[at]?.start, start).includes("\n");
    if (isOver || text === "#" || beginsCommand(text) || OTHER.has(text)) return false;
  }
  return false;
}

/** `#eval` is two tokens; `#[1, 2]` is an array. */
function wordAt({ tokens }: LeanCode, at: number): string | undefined {
  const token = tokens[at];
  if (token?.kind === "name") return token.text;
  const next = tokens[at + 1];
  return token?.text === "#" && next?.kind === "name" && next.start === token.end
    ? `#${next.text}`
    : undefined;
}

/** Whether only blanks stand before it in its line. */
export const isLineStart = (code: string, at: number): boolean =>
  /(?:^|\n)[ \t]*$/.test(code.slice(Math.max(0, at - 200), at));

/** Whether an attribute's bracket is open here: `@[instance]`, `attribute [instance]`. */
function insideBrackets(tokens: readonly Token[], at: number, free: number): boolean {
  const from = Math.max(free, at - 40);
  let depth = 0;
  for (let index = at - 1; index >= from; index -= 1) {
    const text = tokens[index]?.text;
    if (text === "]") depth += 1;
    else if (text === "@[" || (text === "[" && tokens[index - 1]?.text === "attribute")) {
      if (depth === 0) return true;
      depth -= 1;
    } else if (text === "[" && depth > 0) depth -= 1;
  }
  return false;
}

/** Index of the word that `in` belongs to: `open X in`. */
function startOfPrefix(tokens: readonly Token[], end: number, free: number): number | undefined {
  for (let index = end - 1; index >= Math.max(free, end - 30); index -= 1)
    if (BEFORE_IN.has(tokens[index]?.text ?? "")) return index;
  return undefined;
}

/** Modifiers, attributes and `… in` before a command's word. */
function readBefore(
  tokens: readonly Token[],
  at: number,
  free: number,
): Pick<Command, "modifiers" | "attributes" | "first"> {
  const modifiers: string[] = [];
  const attributes: string[] = [];
  let first = at;
  while (first > free) {
    const before = tokens[first - 1]?.text ?? "";
    const prefix = before === "in" ? startOfPrefix(tokens, first - 1, free) : undefined;
    if (prefix !== undefined) first = prefix;
    else if (MODIFIERS.has(before)) {
      modifiers.unshift(before);
      first -= 1;
    } else if (before === "]") {
      const opening = tokens.findLastIndex(({ text }, index) => index < first && text === "@[");
      if (opening < free) break;
      attributes.unshift(
        tokens
          .slice(opening + 1, first - 1)
          .map(({ text }) => text)
          .join(" "),
      );
      first = opening;
    } else break;
  }
  return { modifiers, attributes, first };
}

/** The name that a declaration gives, and the index after it; `undefined` for one without. */
export function declaredName(
  { tokens }: LeanCode,
  { word, at, last }: Command,
): { readonly name: string; readonly next: number } | undefined {
  let index = at + 1;
  if (word === "class" || word === "#") index = at + 1;
  if (word === "inductive" || word === "structure" || word === "class") {
    while (tokens[index]?.text === "inductive") index += 1;
  }
  // `instance (priority := high) name`.
  if (tokens[index]?.text === "(" && tokens[index + 1]?.text === "priority") {
    while (index < last && tokens[index]?.text !== ")") index += 1;
    index += 1;
  }
  const token = tokens[index];
  if (word === "example" || token?.kind !== "name" || index >= last) return undefined;
  return { name: plainName(token.text), next: index + 1 };
}
