/** A task that was proved: its reference passes, and wrong code is told apart from it. */

import type { Complexity } from "../../domain/evaluation.ts";
import { describeExample, type Example } from "../../domain/specification.ts";
import type { Slip } from "./draft.ts";

export interface SyntheticTask {
  /** `category.name`, with a number where the name is another task's too. */
  readonly id: string;
  readonly category: string;
  readonly complexity: Complexity;
  readonly title: string;
  readonly text: string;
  readonly signature: string;
  readonly examples: readonly Example[];
  readonly hidden: readonly Example[];
  /** Passes the checker and all examples. */
  readonly reference: string;
  /** At least two, each failing a hidden example. */
  readonly wrong: readonly Slip[];
}

/** The task as a line of a dataset: what a model is given, and what it is judged by. */
export const toTaskRow = (task: SyntheticTask, language: string) => ({
  id: task.id,
  category: task.category,
  complexity: task.complexity,
  specification: {
    title: task.title,
    language,
    text: task.text,
    signature: task.signature,
    examples: task.examples.map(describeExample),
  },
  hidden_examples: task.hidden.map(describeExample),
});

/** Its answers, right and wrong: a line of the file beside the dataset. */
export const toSolutionRow = ({ id, reference, wrong }: SyntheticTask) => ({
  id,
  reference,
  wrong: wrong.map(({ why, text }) => ({ why, text })),
});
