import { type Diagnostic, isError } from "../../domain/diagnostic.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { FormalPack } from "./choose-pack.ts";
import { finding } from "./finding.ts";

/** All that reading tells of a file as a specification: the language's own word, and what holds for each of them. */
export function lintSource(source: SourceText, { formal }: FormalPack): readonly Diagnostic[] {
  const { path, text } = source;
  const nul = text.indexOf("\0");
  if (nul >= 0) return [finding(path, nul, "It holds a NUL character")];
  if (text.trim() === "") return [finding(path, 0, "It is empty")];
  const found = formal.lint(source);
  if (found.some(isError) || formal.readSlots(text).length > 0) return found;
  return [...found, finding(path, 0, "Nothing in it is open", "Leave a body out, or mark one")];
}
