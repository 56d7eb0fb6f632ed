import type { Program, Snippet } from "../syntax/ast.ts";
import { functionOf, type Head } from "./read-head.ts";

/** What may be the function that the head asks for, by its whole name or else by its own; one, if all is well. */
export const findAsked = (program: Program, { id, signature }: Head): readonly Snippet[] =>
  program.snippets.filter((snippet) =>
    id === undefined
      ? functionOf(snippet)?.name.text === signature.name.text
      : snippet.id.text === id,
  );
