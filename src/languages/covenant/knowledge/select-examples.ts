/** Chooses the few examples that a prompt for a task shows. */

import type {
  SelectExamplesOptions as ExampleOptions,
  ExampleSelection,
} from "../../../ports/example-selection.ts";
import type { Category } from "./categories.ts";
import { type CatalogueExample, renderExample } from "./example-catalogue.ts";
import { type ExampleTask, type ScoredExample, scoreExamples } from "./score-examples.ts";

export type SelectedExample = ExampleSelection["examples"][number];

export interface SelectExamplesOptions extends ExampleOptions {
  /** Categories near the task's own, nearest first. @default those of `RELATED_CATEGORIES` */
  readonly relatedCategories?: readonly Category[] | undefined;
}

/** So many of the best are combined: every combination of them is tried. */
const CANDIDATES = 12;
/** What two examples that show the same things lose together. */
const REPETITION_COST = 3;
/** The similarity from which one example is said to stand for the other. */
const MUCH_THE_SAME = 0.4;

interface Candidate extends ScoredExample {
  readonly text: string;
  readonly tokens: number;
}

/** The best combination of different examples within the budget, best first, and the next best with why they are not in it. */
export function selectExamples(
  task: ExampleTask,
  { countTokens, budgetTokens = 1500, count = 3, relatedCategories }: SelectExamplesOptions,
): ExampleSelection {
  const candidates = scoreExamples(task, relatedCategories)
    .slice(0, CANDIDATES)
    .map((scored): Candidate => {
      const text = renderExample(scored.example);
      return { ...scored, text, tokens: countTokens(text) };
    });
  const chosen = chooseBest(candidates, budgetTokens, count);
  const left = budgetTokens - sum(chosen.map(({ tokens }) => tokens));
  return {
    examples: chosen.map(({ example: { id, title, category }, score, reasons, tokens, text }) => ({
      id,
      title,
      category,
      score,
      reasons,
      tokens,
      text,
    })),
    omitted: candidates
      .filter((candidate) => !chosen.includes(candidate))
      .map((candidate) => ({
        id: candidate.example.id,
        score: candidate.score,
        reason: whyOmitted(candidate, chosen, { left, isFull: chosen.length >= count }),
      })),
  };
}

/** Tries every set of at most `count` candidates; of equal ones the first stays, so the result is always the same. */
function chooseBest(
  candidates: readonly Candidate[],
  budgetTokens: number,
  count: number,
): readonly Candidate[] {
  let best: { readonly set: readonly Candidate[]; readonly worth: number } = { set: [], worth: 0 };
  const extend = (set: readonly Candidate[], from: number, tokens: number, worth: number): void => {
    if (worth > best.worth) best = { set, worth };
    if (set.length === count) return;
    for (const [offset, candidate] of candidates.slice(from).entries()) {
      const cost = tokens + candidate.tokens;
      if (cost > budgetTokens) continue;
      const repetition = sum(set.map((other) => similarity(candidate.example, other.example)));
      extend(
        [...set, candidate],
        from + offset + 1,
        cost,
        worth + candidate.score - REPETITION_COST * repetition,
      );
    }
  };
  extend([], 0, 0, 0);
  return best.set;
}

function whyOmitted(
  { example, tokens }: Candidate,
  chosen: readonly Candidate[],
  { left, isFull }: { readonly left: number; readonly isFull: boolean },
): string {
  const twin = chosen.find((other) => similarity(example, other.example) >= MUCH_THE_SAME);
  if (twin !== undefined) return `shows much the same as "${twin.example.id}"`;
  if (isFull) return "others fit better together";
  return tokens > left ? "does not fit into the budget" : "would add little to the others";
}

/** From 0, nothing in common, to 1: shared features and tags, out of all. */
function similarity(left: CatalogueExample, right: CatalogueExample): number {
  const [ours, theirs] = [left, right].map(
    ({ features, tags }) => new Set<string>([...features, ...tags]),
  );
  if (ours === undefined || theirs === undefined) return 0;
  return ours.intersection(theirs).size / ours.union(theirs).size;
}

const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, number) => total + number, 0);
