import {
  CATEGORY_NAMES,
  countWords,
  REQUIREMENT_CATEGORIES,
  type RequirementCategory,
} from "../../../domain/requirement-category.ts";

export interface RequirementTexts {
  /** The wish in words. */
  readonly text: string;
  readonly features: readonly string[];
  readonly operations: readonly string[];
  /** What is said about time and amounts. */
  readonly performance: string;
}

/** How much a wish is about each category, from 0 to 10. */
export type RequirementProfile = Readonly<Record<RequirementCategory, number>>;

/** Weights of what is said in words, switched on, named and limited; together 8.5. */
const WEIGHTS = { words: 2, capabilities: 3, operations: 2, performance: 1.5 } as const;
const SUM = 8.5;
const EACH = 2;
const MOST = 10;

/** What a wish is about. */
export function analyzeRequirements(texts: RequirementTexts): RequirementProfile {
  const profile = CATEGORY_NAMES.map((category) => [category, score(category, texts)] as const);
  return Object.fromEntries(profile) as RequirementProfile;
}

function score(
  category: RequirementCategory,
  { text, features, operations, performance }: RequirementTexts,
): number {
  const { keywords, operations: verbs } = REQUIREMENT_CATEGORIES[category];
  const rate = (said: string, words: readonly string[]): number =>
    Math.min(MOST, EACH * countWords(said, words));
  const parts = {
    words: rate(text, keywords),
    capabilities: rate(features.join(" "), [...new Set([category, ...keywords])]),
    operations: rate(operations.join(" "), verbs),
    performance: rate(performance, keywords),
  };
  const sum =
    parts.words * WEIGHTS.words +
    parts.capabilities * WEIGHTS.capabilities +
    parts.operations * WEIGHTS.operations +
    parts.performance * WEIGHTS.performance;
  return Math.round((sum / SUM) * 100) / 100;
}
