/** Patterns that fit a wish. */

import type { Diagnostic } from "../domain/diagnostic.ts";
import type { Pattern, PatternMatch } from "../domain/pattern.ts";

export interface PatternQuery {
  /** Id of a language pack. */
  readonly language: string;
  /** Kind of node; `undefined` where kinds do not matter. */
  readonly kind: string | undefined;
  readonly features: readonly string[];
  /** The wish in words. */
  readonly text: string;
  /** How many at most, besides those that are always shown. @default 5 */
  readonly count?: number | undefined;
}

export interface PatternLibrary {
  /** All that can be read, by id. */
  list(): Promise<readonly Pattern[]>;
  /** What is wrong with the project's own patterns; those are left out of everything else. */
  findMistakes(): Promise<readonly Diagnostic[]>;
  /** What is always shown first, then best first; of one group of substitutes only the best. */
  match(query: PatternQuery): Promise<readonly PatternMatch[]>;
  /** As a prompt shows it, in Markdown: description, example in the language, guidelines. */
  format(match: PatternMatch, language: string): string;
}
