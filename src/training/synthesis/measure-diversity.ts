/** How unlike each other the tasks of a set are. */

import { COMPLEXITIES, type Complexity } from "../../domain/evaluation.ts";
import type { Synthesis } from "./synthesize.ts";

export interface Diversity {
  /** Of all drafts, those that were too much like another one. */
  readonly nearDuplicateShare: number;
  /** How like each task its most similar other one is: the middle of all, and the most. */
  readonly closestMedian: number;
  readonly closestMost: number;
  readonly categories: Readonly<Record<string, number>>;
  readonly complexities: Readonly<Record<Complexity, number>>;
  /** Words in the middle task's text, all different words of all texts. */
  readonly medianWords: number;
  readonly differentWords: number;
}

export function measureDiversity({ tasks, drafts, dropped, closest }: Synthesis): Diversity {
  const words = tasks.map(({ text }) => text.toLowerCase().match(/\p{L}+/gu) ?? []);
  const categories: Record<string, number> = {};
  for (const { category } of tasks) categories[category] = (categories[category] ?? 0) + 1;
  return {
    nearDuplicateShare: drafts === 0 ? 0 : (dropped["near-duplicate"] ?? 0) / drafts,
    closestMedian: medianOf(closest),
    closestMost: Math.max(0, ...closest),
    categories,
    complexities: Object.fromEntries(
      COMPLEXITIES.map((complexity) => [
        complexity,
        tasks.filter((task) => task.complexity === complexity).length,
      ]),
    ) as Record<Complexity, number>,
    medianWords: medianOf(words.map(({ length }) => length)),
    differentWords: new Set(words.flat()).size,
  };
}

const medianOf = (numbers: readonly number[]): number =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
