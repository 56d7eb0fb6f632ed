/** Patterns that fit a wish. */

import type { Pattern, PatternMatch } from "../domain/pattern.ts";

export interface PatternQuery {
  /** Id of a language pack. */
  readonly language: string;
  /** Kind of node; `undefined` where kinds do not matter. */
  readonly kind: string | undefined;
  readonly features: readonly string[];
  /** The wish in words. */
  readonly text: string;
  /** @default 5 */
  readonly count?: number | undefined;
  /** @default 0.3 */
  readonly minScore?: number | undefined;
}

export interface PatternLibrary {
  list(): Promise<readonly Pattern[]>;
  /** Best first; of one group of substitutes only the best. */
  match(query: PatternQuery): Promise<readonly PatternMatch[]>;
  /** As a prompt shows it: description, guidelines and the example in the language. */
  format(match: PatternMatch, language: string): string;
}
