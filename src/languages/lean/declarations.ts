import type { Declaration } from "../../domain/declaration.ts";
import { joinTokens, type Token } from "../../syntax/formal/tokens-of.ts";
import { type LeanCode, lastPart, plainName, readLean } from "./lexical-rules.ts";
import {
  type Command,
  DECLARING,
  declaredName,
  EXTENDING,
  isLineStart,
  readCommands,
} from "./read-commands.ts";

/** What a Lean file declares, namespaces included; its notations too, by what they say. */
export function readDeclarations(text: string): readonly Declaration[] {
  return declarationsOf(readLean(text));
}

/** The same, of a text that was read. */
export function declarationsOf(code: LeanCode): readonly Declaration[] {
  const scopes: string[] = [];
  const found: Declaration[] = [];
  for (const command of readCommands(code)) {
    const next = code.tokens[command.at + 1];
    if (command.word === "namespace") scopes.push(nameOnLine(code, command) ?? "");
    else if (command.word === "section") scopes.push("");
    else if (command.word === "mutual") scopes.push("");
    else if (command.word === "end") endScopes(scopes, nameOnLine(code, command));
    else if (DECLARING.has(command.word)) {
      // A `theorem` that nothing follows is a word at the end of a text that was cut.
      if (next !== undefined) found.push(readDeclaration(code, command, scopes));
    } else if (EXTENDING.has(command.word)) found.push(readExtension(code, command));
  }
  return found;
}

/** The name after `namespace`, `section` or `end`, which stands on the same line. */
export function nameOnLine({ tokens, code }: LeanCode, { at }: Command): string | undefined {
  const [word, next] = [tokens[at], tokens[at + 1]];
  if (word === undefined || next?.kind !== "name") return undefined;
  return code.slice(word.end, next.start).includes("\n") ? undefined : plainName(next.text);
}

/** `end A.B` ends both; one without a name ends one. */
function endScopes(scopes: string[], name: string | undefined): void {
  let left = name?.split(".").length ?? 1;
  while (left > 0 && scopes.length > 0) left -= scopes.pop()?.split(".").length ?? 1;
}

function readDeclaration(code: LeanCode, command: Command, scopes: readonly string[]): Declaration {
  const { tokens } = code;
  const { first, at, last, word } = command;
  const bodyAt = findBody(code, command);
  const head = tokens.slice(first, bodyAt);
  const contract = joinTokens(head);
  const named = declaredName(code, command);
  const own = named?.name ?? `${word} of ${contract.replaceAll(".", "·")}`;
  const name = own.startsWith("_root_.")
    ? own.slice("_root_.".length)
    : [...scopes.filter((scope) => scope !== ""), own].join(".");
  const end = tokens[last - 1]?.end ?? 0;
  const body = bodyAt < last ? { start: tokens[bodyAt]?.start ?? end, end } : undefined;
  return {
    name,
    kind: word,
    start: tokens[first]?.start ?? 0,
    end,
    body,
    contract,
    isDefinition: !["theorem", "lemma", "example", "axiom"].includes(word),
    promises: word === "theorem" || word === "lemma" || head.slice(at - first).some(isSubtype),
    uses: usesOf(tokens.slice(first, last), own),
  };
}

const isSubtype = ({ text }: Token): boolean => text === "//";

/** A notation, a macro: it has no name of its own, so that what it says is its name. */
function readExtension({ tokens }: LeanCode, { first, last, word }: Command): Declaration {
  const inside = tokens.slice(first, last);
  const contract = joinTokens(inside);
  return {
    name: `${word} of ${contract.replaceAll(".", "·")}`,
    kind: word,
    start: inside[0]?.start ?? 0,
    end: inside.at(-1)?.end ?? 0,
    body: undefined,
    contract,
    isDefinition: true,
    promises: false,
    uses: usesOf(inside, ""),
  };
}

function usesOf(tokens: readonly Token[], own: string): readonly string[] {
  const names = tokens.filter(({ kind }) => kind === "name").map(({ text }) => lastPart(text));
  return [...new Set(names)].filter((name) => name !== lastPart(own)).toSorted();
}

const OPENING = new Set(["(", "{", "[", "⟨", "@[", "#["]);
const CLOSING = new Set([")", "}", "]", "⟩"]);
const LETS = new Set(["let", "have", "letI", "haveI"]);

/**
 * Index of the token that begins the body: the first `:=`, `where`, or `|` at the start of a line, outside of brackets.
 * A `let` in a statement has its own `:=`.
 */
function findBody({ tokens, code }: LeanCode, { at, last }: Command): number {
  let depth = 0;
  let lets = 0;
  let hasMatch = false;
  for (let index = at + 1; index < last; index += 1) {
    const { text, start } = tokens[index] ?? { text: "", start: 0 };
    if (OPENING.has(text)) depth += 1;
    else if (CLOSING.has(text)) depth -= 1;
    else if (depth > 0) continue;
    else if (LETS.has(text)) lets += 1;
    else if (text === "match") hasMatch = true;
    else if (text === "where") return index;
    else if (text === ":=" && lets === 0) return index;
    else if (text === ":=") lets -= 1;
    else if (text === "|" && !hasMatch && isLineStart(code, start)) return index;
  }
  return last;
}
