/** Counts → rules: the answer that nearly all places give to a question. */

import type { KeptFeedback } from "../ports/learned-store.ts";
import { wilsonInterval } from "../std/wilson-interval.ts";
import { type Belief, believe, LEAST_WEIGHT } from "./belief.ts";
import type { Lesson } from "./lesson.ts";
import { sentenceOf } from "./questions.ts";

export interface MinedRule {
  /** E.g. `ts/quotes`. */
  readonly id: string;
  /** The answer it is about, e.g. `double`. */
  readonly value: string;
  readonly sentence: string;
  /** Places that were looked at. */
  readonly support: number;
  /** Those that do otherwise. */
  readonly exceptions: number;
  /** Of the share of places that keep it, at 95 %. */
  readonly lowerBound: number;
  readonly belief: Belief;
  /**
   * `in use`: shown to models. `too rare`: fewer than 20 places. `not kept`: the lower bound is under 0.9. `off`: people
   * said no to it.
   */
  readonly state: "in use" | "too rare" | "not kept" | "off";
  /** `path:line` of some that keep it, and of some that do not. */
  readonly examples: readonly string[];
  readonly counterExamples: readonly string[];
  /** It was said yes to so often that a linter could enforce it. */
  readonly isProposed: boolean;
}

const LEAST_SUPPORT = 20;
const LEAST_BOUND = 0.9;
const PROPOSED_MEAN = 0.98;
const PROPOSED_EVENTS = 50;

/** A rule for each question that has an answer we have a sentence for; by id. */
export function mineRules(
  dialect: string,
  { answers }: Pick<Lesson, "answers">,
  feedback: readonly KeptFeedback[],
): readonly MinedRule[] {
  const rules: MinedRule[] = [];
  for (const [question, values] of answers) {
    const sorted = [...values].sort(
      ([value, { count }], [other, seen]) => seen.count - count || (value < other ? -1 : 1),
    );
    const [first, ...others] = sorted;
    if (first === undefined) continue;
    const [value, { count, places }] = first;
    const sentence = sentenceOf(question, value);
    if (sentence === undefined) continue;
    const id = `${dialect}/${question}`;
    const exceptions = others.reduce((sum, [, seen]) => sum + seen.count, 0);
    const support = count + exceptions;
    const { low: lowerBound } = wilsonInterval(count, support);
    const belief = believe(support, exceptions, heardOf(id, value, feedback));
    rules.push({
      id,
      value,
      sentence,
      support,
      exceptions,
      lowerBound,
      belief,
      state: stateOf(support, lowerBound, belief),
      examples: places,
      counterExamples: others.flatMap(([, seen]) => seen.places).slice(0, places.length || 1),
      isProposed: belief.mean > PROPOSED_MEAN && belief.events >= PROPOSED_EVENTS,
    });
  }
  return rules.sort((one, other) => (one.id < other.id ? -1 : 1));
}

function stateOf(support: number, lowerBound: number, { weight }: Belief): MinedRule["state"] {
  if (support < LEAST_SUPPORT) return "too rare";
  if (lowerBound < LEAST_BOUND) return "not kept";
  return weight < LEAST_WEIGHT ? "off" : "in use";
}

/** What was said of the rule while it said the same; its age counts everything that was said since. */
const heardOf = (id: string, value: string, feedback: readonly KeptFeedback[]) =>
  feedback.flatMap((it, at) =>
    it.rule === id && it.value === value
      ? [{ isAccepted: it.isAccepted, age: feedback.length - 1 - at }]
      : [],
  );
