import type { Declaration } from "../../../domain/declaration.ts";
import { rememberLately } from "../../../std/remember-lately.ts";
import { type BlankedCode, blankCode } from "../../../syntax/formal/blank-code.ts";
import { joinTokens, type Token, tokensOf } from "../../../syntax/formal/tokens-of.ts";
import { DAFNY_RULES } from "./lexical-rules.ts";
import { type ParsedDeclaration, parseDeclarations } from "./parse-declarations.ts";
import { CONTAINERS, KEYWORDS } from "./words.ts";

/** A text with all that reading tells of it. */
export interface DafnyFile {
  readonly text: string;
  readonly blanked: BlankedCode;
  readonly tokens: readonly Token[];
  readonly parsed: readonly ParsedDeclaration[];
}

/** Reads a text; never throws. */
export const readFile = rememberLately((text: string): DafnyFile => {
  const blanked = blankCode(text, DAFNY_RULES);
  const tokens = tokensOf(text, blanked, DAFNY_RULES);
  return { text, blanked, tokens, parsed: parseDeclarations(tokens) };
});

/** What it declares, in the order of the file. */
export const declarationsOf = (file: DafnyFile): readonly Declaration[] =>
  file.parsed.map((parsed) => toDeclaration(file, parsed));

/** Offsets of a run of tokens. */
export const spanOf = (
  { tokens, text }: Pick<DafnyFile, "tokens" | "text">,
  { first, last }: { readonly first: number; readonly last: number },
): { readonly start: number; readonly end: number } => ({
  start: tokens[first]?.start ?? text.length,
  end: tokens[last - 1]?.end ?? text.length,
});

function toDeclaration(file: DafnyFile, parsed: ParsedDeclaration): Declaration {
  const { tokens } = file;
  const { first, last, body, clauses, name, kind } = parsed;
  const head = tokens.slice(first, body?.first ?? last);
  return {
    name,
    kind,
    ...spanOf(file, parsed),
    body: body && spanOf(file, body),
    contract: joinTokens(head),
    isDefinition: isDefinition(parsed),
    promises: clauses.some(({ word }) => word === "ensures"),
    uses: usesOf(tokens.slice(first, last), name),
  };
}

function isDefinition({ kind, body }: ParsedDeclaration): boolean {
  if (body === undefined) return false;
  const word =
    kind
      .replace(/ method$/, "")
      .split(" ")
      .at(-1) ?? "";
  return (
    !/^(?:method|lemma|colemma|comethod|constructor|iterator|import|export|include|var)$/.test(
      word,
    ) && !CONTAINERS.has(word)
  );
}

function usesOf(tokens: readonly Token[], name: string): readonly string[] {
  const own = name.slice(name.lastIndexOf(".") + 1);
  const names = tokens.filter(
    ({ kind, text }) => kind === "name" && text !== own && !KEYWORDS.has(text),
  );
  return [...new Set(names.map(({ text }) => text))].toSorted();
}
