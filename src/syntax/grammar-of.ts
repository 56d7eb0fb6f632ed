import type { LanguagePack } from "../ports/language-pack.ts";
import type { Grammar } from "../ports/syntax-parser.ts";
import { nameOf } from "../std/folder-of.ts";

/** The grammar that a pack reads the file at `path` by; `undefined` where its files are not parsed. */
export function grammarOf(
  pack: Pick<LanguagePack, "grammar" | "grammarsByExtension">,
  path: string,
): Grammar | undefined {
  return pack.grammarsByExtension?.[extensionOf(path) as `.${string}`] ?? pack.grammar;
}

/** With its dot, as in `a/b.test.ts` → `.ts`; empty for a name without one. */
export function extensionOf(path: string): string {
  const name = nameOf(path);
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(dot) : "";
}
