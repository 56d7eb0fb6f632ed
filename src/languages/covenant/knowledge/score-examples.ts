/** How well each example fits a task, and why. */

import { type Category, isCategory, RELATED_CATEGORIES } from "./categories.ts";
import {
  type CatalogueExample,
  COMPLEXITIES,
  type Complexity,
  listExamples,
} from "./example-catalogue.ts";
import { type Feature, featuresWanted } from "./features.ts";
import { createWordRanking, type WordMatch } from "./word-ranking.ts";

export interface ExampleTask {
  /** What is asked, in the user's words. */
  readonly text: string;
  /** One of the suite's categories; any other word is as good as none. */
  readonly category: string | undefined;
  /** `undefined` where nobody said: then they count for nothing. */
  readonly effects: readonly string[] | undefined;
  /** Types of the parameters and the result, as written: `List<Int>`, `Plant | GardenError`. */
  readonly types: readonly string[];
}

export interface ScoredExample {
  readonly example: CatalogueExample;
  readonly score: number;
  /** What the score is made of, in words, weightiest first. */
  readonly reasons: readonly string[];
}

/** What each kind of fit is worth at most. */
const WEIGHTS = { category: 3, words: 3, features: 2, effects: 1, complexity: 0.4 } as const;
/** What a related category is worth of the same one, the nearest and each further one. */
const RELATED_SHARE = 0.5;
const RELATED_LOSS = 0.1;
/** The word match that is worth half of its weight: about two rare words. */
const HALF_MATCH = 8;

interface Part {
  readonly points: number;
  readonly reason: string;
}

let ranking: ((query: string) => readonly WordMatch[]) | undefined;

/** Every example with its score for `task`, best first; equal ones by id. `related` are the categories near its own, nearest first. */
export function scoreExamples(
  task: ExampleTask,
  related: readonly Category[] = relatedTo(task.category),
): readonly ScoredExample[] {
  const examples = listExamples();
  ranking ??= createWordRanking(
    examples.map(({ title, description, tags }) => `${title} ${description} ${tags.join(" ")}`),
  );
  const matches = ranking(task.text);
  const wanted = featuresWanted(task.text, { ...task, effects: task.effects ?? [] });
  const complexity = estimateComplexity(task, wanted);
  return examples
    .map((example, index) => {
      const parts = [
        scoreCategory(example.category, task.category, related),
        scoreWords(matches[index]),
        scoreFeatures(example.features, wanted),
        scoreEffects(example.effects, task.effects),
        scoreComplexity(example.complexity, complexity),
      ].filter(({ points }) => points > 0);
      return {
        example,
        score: round(parts.reduce((sum, { points }) => sum + points, 0)),
        reasons: parts
          .sort((left, right) => right.points - left.points)
          .map(({ reason, points }) => `${reason} (+${round(points)})`),
      };
    })
    .sort(
      (left, right) => right.score - left.score || (left.example.id < right.example.id ? -1 : 1),
    );
}

const relatedTo = (category: string | undefined): readonly Category[] =>
  category !== undefined && isCategory(category) ? RELATED_CATEGORIES[category] : [];

function scoreCategory(
  category: Category,
  asked: string | undefined,
  related: readonly Category[],
): Part {
  if (category === asked)
    return { points: WEIGHTS.category, reason: `is of the category "${asked}"` };
  const distance = related.indexOf(category);
  const share = distance === -1 ? 0 : RELATED_SHARE - RELATED_LOSS * distance;
  return { points: WEIGHTS.category * share, reason: `"${category}" is near "${asked}"` };
}

function scoreWords(match: WordMatch | undefined): Part {
  if (match === undefined || match.score === 0) return { points: 0, reason: "" };
  const words = match.words
    .slice(0, 4)
    .map((word) => `"${word}"`)
    .join(", ");
  return {
    points: WEIGHTS.words * (match.score / (match.score + HALF_MATCH)),
    reason: `shares the words ${words}`,
  };
}

function scoreFeatures(features: ReadonlySet<Feature>, wanted: ReadonlySet<Feature>): Part {
  const shown = [...features.intersection(wanted)].sort();
  // A program full of features must not win by the mere number of them.
  const share = shown.length / Math.sqrt(Math.max(1, features.size * wanted.size));
  return { points: WEIGHTS.features * share, reason: `shows ${shown.join(", ")}` };
}

function scoreEffects(effects: ReadonlySet<string>, asked: readonly string[] | undefined): Part {
  if (asked === undefined) return { points: 0, reason: "" };
  const names = new Set(asked.map((effect) => effect.replace(/\(.*$/, "")));
  if (effects.size === 0 && names.size === 0)
    return { points: WEIGHTS.effects, reason: "is pure as well" };
  const shared = [...effects.intersection(names)].sort();
  const share = shared.length / effects.union(names).size;
  return { points: WEIGHTS.effects * share, reason: `has the effects ${shared.join(", ")}` };
}

const scoreComplexity = (complexity: Complexity, estimated: Complexity): Part => ({
  points: complexity === estimated ? WEIGHTS.complexity : 0,
  reason: `is as ${estimated} as the task`,
});

/** A guess from the length of the text and the number of things it speaks of. */
function estimateComplexity(
  { text, effects }: ExampleTask,
  wanted: ReadonlySet<Feature>,
): Complexity {
  const words = text.split(/\s+/).length;
  const burden = words / 25 + wanted.size / 3 + (effects?.length ?? 0);
  return COMPLEXITIES[burden < 2 ? 0 : burden < 4 ? 1 : 2];
}

const round = (points: number): number => Math.round(points * 100) / 100;
