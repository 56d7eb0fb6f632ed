/** Declarations that a task gives: a candidate holds each of them, token for token. */

import type { Program, Snippet } from "../syntax/ast.ts";
import { parse } from "../syntax/parse.ts";

/** Ids of given snippets that are not in `program`. */
export function findMissingDeclarations(
  program: Program,
  declarations: string | undefined,
): readonly string[] {
  const present = new Set(program.snippets.map(({ id }) => id.text));
  return given(declarations)
    .map(({ id }) => id)
    .filter((id) => !present.has(id));
}

/** Snippets of `program` that bear a given snippet's id and differ from it. */
export function findOtherDeclarations(
  program: Program,
  declarations: string | undefined,
): readonly Snippet[] {
  const wanted = new Map(given(declarations).map(({ id, tokens }) => [id, tokens]));
  return program.snippets.filter((snippet) => {
    const tokens = wanted.get(snippet.id.text);
    return tokens !== undefined && tokens !== tokensOf(program, snippet);
  });
}

/**
 * `text` with the given snippets that it lacks put in front; `undefined` when it lacks none. They are the task's own
 * words: nothing is guessed.
 */
export function addMissingDeclarations(
  program: Program,
  declarations: string | undefined,
): { readonly text: string; readonly added: readonly string[] } | undefined {
  const added = findMissingDeclarations(program, declarations);
  if (added.length === 0 || declarations === undefined) return undefined;
  const missing = parse(declarations).program;
  const texts = missing.snippets
    .filter(({ id }) => added.includes(id.text))
    .map(({ start, end }) => missing.source.slice(start, end));
  return { text: [...texts, program.source].join("\n\n"), added };
}

const given = (
  declarations: string | undefined,
): readonly { readonly id: string; readonly tokens: string }[] => {
  if (declarations === undefined) return [];
  const { program } = parse(declarations);
  return program.snippets.map((snippet) => ({
    id: snippet.id.text,
    tokens: tokensOf(program, snippet),
  }));
};

/** A snippet's tokens without layout and comments. */
const tokensOf = ({ tokens }: Program, { start, end }: Snippet): string =>
  tokens
    .filter((token) => token.start >= start && token.end <= end && token.kind !== "end-of-file")
    .map(({ text }) => text)
    .join("\u0000");
