/** Which tasks of a dataset are evaluated. */

import type { EvaluationTask } from "../../domain/evaluation.ts";
import { Fault } from "../../domain/fault.ts";

export interface TaskChoice {
  /** Only these. @default all */
  readonly categories?: readonly string[] | undefined;
  /** Only this part. @default both */
  readonly split?: EvaluationTask["split"] | undefined;
  /** So many, drawn by the seed, in the proportions of the categories. @default all */
  readonly sample?: number | undefined;
  /** The first so many of what the rest chose. @default all */
  readonly limit?: number | undefined;
  readonly seed: number;
}

/** In the order of `tasks`. @throws {Fault} `usage/invalid` for an unknown category, or where nothing is left */
export function chooseTasks(
  tasks: readonly EvaluationTask[],
  { categories, split, sample, limit, seed }: TaskChoice,
  sha256: (text: string) => string,
): readonly EvaluationTask[] {
  for (const category of categories ?? []) refuseUnknown(category, tasks);
  const wanted = tasks
    .filter(({ category }) => categories === undefined || categories.includes(category))
    .filter((task) => split === undefined || task.split === split);
  const drawn =
    sample === undefined ? wanted : drawSample(wanted, sample, ({ id }) => sha256(`${seed} ${id}`));
  const chosen = drawn.slice(0, limit);
  if (chosen.length > 0) return chosen;
  throw new Fault("usage/invalid", "Cannot evaluate: no task is left of what was chosen", {
    help: `${tasks.length} tasks are there before --category, --split, --sample and --limit`,
  });
}

function refuseUnknown(category: string, tasks: readonly EvaluationTask[]): void {
  const known = [...new Set(tasks.map((task) => task.category))].sort();
  if (known.includes(category)) return;
  throw new Fault("usage/invalid", `Cannot choose category "${category}": no task has it`, {
    help: `Categories: ${known.join(", ")}`,
  });
}

/** In the categories' proportions, by largest remainders; within one, those whose `lot` comes first. */
function drawSample(
  tasks: readonly EvaluationTask[],
  size: number,
  lot: (task: EvaluationTask) => string,
): readonly EvaluationTask[] {
  if (size >= tasks.length) return tasks;
  const groups = [...Map.groupBy(tasks, ({ category }) => category).values()].map((group) => {
    const exact = (size * group.length) / tasks.length;
    return { group, whole: Math.floor(exact), rest: exact - Math.floor(exact) };
  });
  const missing = size - groups.reduce((sum, { whole }) => sum + whole, 0);
  const rounded = new Set(groups.toSorted((one, other) => other.rest - one.rest).slice(0, missing));
  const drawn = new Set(
    groups.flatMap((each) =>
      each.group
        .map((task) => ({ task, place: lot(task) }))
        .sort((one, other) => (one.place < other.place ? -1 : 1))
        .slice(0, each.whole + Number(rounded.has(each)))
        .map(({ task }) => task),
    ),
  );
  return tasks.filter((task) => drawn.has(task));
}
