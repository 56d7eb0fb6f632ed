/** Tasks that say everything themselves: category, complexity, hidden behaviours, their part of the suite. */

import type { EvaluationTask } from "../../domain/evaluation.ts";
import type { Specification } from "../../domain/specification.ts";
import type { ReadTasks } from "./dataset-parts.ts";
import { readSpecificationText } from "./read-specification-text.ts";

export const readTaskFiles: ReadTasks = async ({ path }, parts) => {
  const tasks: EvaluationTask[] = [];
  for (const source of await parts.readPackageFiles(path, "/task.yaml")) {
    const task = toTask(await readSpecificationText(source, parts));
    if (task === undefined) throw new TypeError(`Cannot evaluate ${source.path}: it is no task`);
    tasks.push(task);
  }
  return tasks;
};

/** `undefined` for a specification that is no task of a suite. Its hidden behaviours are a part of its check. */
export const toTask = (specification: Specification): EvaluationTask | undefined => {
  if (specification.kind !== "covenant-task") return undefined;
  const { id, category, complexity, split } = specification.task;
  return { id, category, complexity, split, specification, hiddenExamples: [] };
};
