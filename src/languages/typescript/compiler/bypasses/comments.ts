import type ts from "typescript";
import { findObeyedComments } from "../internal.ts";
import type { Bypass } from "./bypass.ts";

/** Comments that the compiler obeys: `@ts-ignore` and its kin, and `/// <reference>`. */
export function findCommentBypasses(file: ts.SourceFile): readonly Bypass[] {
  const directives = findObeyedComments(file).map(({ name, range }) => ({
    ...trimmed(file, range),
    code: name,
    message: `Cannot use \`${name}\`: it hides what the compiler would say`,
    help: "Remove the comment and repair what it hides",
  }));
  const references = [
    ...file.referencedFiles,
    ...file.typeReferenceDirectives,
    ...file.libReferenceDirectives,
  ].map((range) => ({
    ...wholeLine(file, range),
    code: "reference",
    message:
      "Cannot use `/// <reference>`: it brings in declarations that the project did not choose",
    help: "Import what is needed",
  }));
  return [...directives, ...references];
}

function trimmed(file: ts.SourceFile, { pos, end }: ts.TextRange): { start: number; end: number } {
  const text = file.text.slice(pos, end);
  return { start: pos + text.length - text.trimStart().length, end: pos + text.trimEnd().length };
}

function wholeLine(file: ts.SourceFile, { pos }: ts.TextRange): { start: number; end: number } {
  const start = file.text.lastIndexOf("///", pos);
  const rest = file.text.slice(start).search(/[\r\n]/);
  return { start, end: rest === -1 ? file.text.length : start + rest };
}
