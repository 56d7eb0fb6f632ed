import type { Pattern, PatternMatch } from "../domain/pattern.ts";
import type { PatternQuery } from "../ports/pattern-library.ts";
import { escapePattern } from "../std/escape-pattern.ts";

/** What fitting the kind of node is worth; the rest is for what is asked for. */
const KIND_WEIGHT = 0.3;
/** A word that many wishes hold says little; an expression of several words says more. */
const WORD_WEIGHT = 0.25;
const EXPRESSION_WEIGHT = 0.5;
const LEAST_SCORE = 0.3;
/** So complex that it is shown to nobody who did not ask for it. */
const MOST_COMPLEX = 5;

/** The patterns that fit: what is always shown first, then best first; of one group only the best. */
export function matchPatterns(
  patterns: readonly Pattern[],
  query: PatternQuery,
): readonly PatternMatch[] {
  const { kind, count = 5 } = query;
  const fitting = patterns.filter((pattern) => mayFit(pattern, query));
  const always = fitting
    .filter(({ alwaysFor }) => kind !== undefined && alwaysFor.includes(kind))
    .map((pattern) => ({ ...score(pattern, query), score: 1 }))
    .map((match) => ({ ...match, reasons: [`every ${kind} needs it`, ...match.reasons] }));
  const chosen = fitting
    .filter((pattern) => always.every((shown) => shown.pattern !== pattern))
    .map((pattern) => score(pattern, query))
    .filter((match) => match.reasons.length > 0 && match.score >= LEAST_SCORE)
    .filter(
      ({ pattern, matchedFeatures }) =>
        pattern.complexity < MOST_COMPLEX || matchedFeatures.length > 0,
    )
    .sort((a, b) => b.score - a.score || (a.pattern.id < b.pattern.id ? -1 : 1));
  return [...always, ...withoutSubstitutes(chosen).slice(0, count)];
}

const mayFit = ({ languages, kinds }: Pattern, { language, kind }: PatternQuery): boolean =>
  languages.includes(language) &&
  (kinds.length === 0 || (kind !== undefined && kinds.includes(kind)));

function score(pattern: Pattern, { features, text }: PatternQuery): PatternMatch {
  const wanted = new Set(features);
  const matchedFeatures = pattern.features.filter((feature) => wanted.has(feature));
  const words = pattern.keywords.filter((keyword) => mentions(text, keyword));
  const overlap =
    matchedFeatures.length === 0
      ? 0
      : (2 * matchedFeatures.length) / (wanted.size + pattern.features.length);
  const said = 1 - words.reduce((left, word) => left * (1 - weightOf(word)), 1);
  const fit = Math.max(overlap, said);
  const isOfKind = pattern.kinds.length > 0;
  return {
    pattern,
    score: isOfKind ? KIND_WEIGHT + (1 - KIND_WEIGHT) * fit : fit,
    reasons: [
      ...(matchedFeatures.length === 0 ? [] : [`it is for ${matchedFeatures.join(", ")}`]),
      ...(words.length === 0 ? [] : [`the wish speaks of ${words.join(", ")}`]),
    ],
    matchedFeatures,
  };
}

const weightOf = (keyword: string): number =>
  /[ -]/.test(keyword) ? EXPRESSION_WEIGHT : WORD_WEIGHT;

/** Whether `keyword` stands in the text, as words of their own; a plural is the same word. */
function mentions(text: string, keyword: string): boolean {
  const escaped = escapePattern(keyword).replaceAll(/[ -]/g, "[\\s-]+");
  return new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}(?:s|es)?(?![\\p{L}\\p{N}_])`, "iu").test(text);
}

function withoutSubstitutes(matches: readonly PatternMatch[]): readonly PatternMatch[] {
  const seen = new Set<string>();
  return matches.filter(({ pattern: { group } }) => {
    if (group === undefined) return true;
    const isFirst = !seen.has(group);
    seen.add(group);
    return isFirst;
  });
}
