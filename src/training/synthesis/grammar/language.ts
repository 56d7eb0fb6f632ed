/** What tasks about texts stand on. */

import type { TokenTexts } from "./derive-text.ts";
import type { LarkGrammar } from "./lark.ts";

/** What the engine that holds models to grammars says of one. */
export type EngineWord =
  | { readonly isUsable: true; accepts(text: string): boolean }
  /** Each with its place before it, where there is one: `:3:1: nothing defines "a"`. */
  | { readonly isUsable: false; readonly refusals: readonly string[] };

export interface GrammarEngine {
  open(lark: string): EngineWord;
  /** The same for a part of a grammar that was opened: it is not looked at as closely. */
  openPart(lark: string): EngineWord;
  /** Texts that match a regular expression; none where it cannot be used. */
  textsOf(pattern: string): readonly string[];
}

/** A grammar, from one of its rules on. */
export interface Language {
  readonly start: string;
  /** In words: the rule, or the file where that says nothing. */
  readonly called: string;
  readonly grammar: LarkGrammar;
  /** The rules that are needed, as they were written. */
  readonly source: string;
  readonly texts: TokenTexts;
  /** How many rules it has, tokens not counted. */
  readonly rules: number;
  accepts(text: string): boolean;
}
