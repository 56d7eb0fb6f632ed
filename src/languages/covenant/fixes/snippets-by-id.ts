import type { Program, Snippet } from "../syntax/ast.ts";

const KNOWN = new WeakMap<Program, ReadonlyMap<string, Snippet>>();

/** The snippets of a program by their ids. */
export function snippetsById(program: Program): ReadonlyMap<string, Snippet> {
  const known =
    KNOWN.get(program) ?? new Map(program.snippets.map((snippet) => [snippet.id.text, snippet]));
  KNOWN.set(program, known);
  return known;
}
