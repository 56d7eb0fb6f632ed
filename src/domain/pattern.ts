/** A proven way to do a part of the work, with what it is for and how it is recognised. */

export interface Pattern {
  /** `category_name_v1`: stable. Packs recognise by the name in it whether code uses the pattern. */
  readonly id: string;
  readonly name: string;
  readonly category: string;
  /** Ids of the language packs it is for. */
  readonly languages: readonly string[];
  /** Kinds of node it is for; empty where kinds do not matter. */
  readonly kinds: readonly string[];
  /** Features of a specification that call for it. */
  readonly features: readonly string[];
  /** Words of a wish that call for it. */
  readonly keywords: readonly string[];
  readonly description: string;
  readonly useCases: readonly string[];
  readonly prerequisites: readonly string[];
  readonly guidelines: readonly string[];
  /** Code, by id of the language pack. */
  readonly examples: Readonly<Record<string, string>>;
  /** From 1 to 5. */
  readonly complexity: number;
  /** Kinds of node to which it is always shown. */
  readonly alwaysFor: readonly string[];
  /** Patterns of one group stand in for each other: one of them is shown. */
  readonly group: string | undefined;
}

export interface PatternMatch {
  readonly pattern: Pattern;
  /** From 0 to 1. */
  readonly score: number;
  /** Weightiest first. */
  readonly reasons: readonly string[];
  readonly matchedFeatures: readonly string[];
}
