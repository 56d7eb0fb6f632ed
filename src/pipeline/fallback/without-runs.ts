import type { Specification } from "../../domain/specification.ts";

/** What is asked, without anything that would have to be run: an incomplete file cannot pass it. */
export const withoutRuns = (specification: Specification): Specification => {
  const still = { examples: [], testFiles: [] } as const;
  return specification.kind === "covenant-task"
    ? { ...specification, ...still, task: { ...specification.task, behaviours: [] } }
    : { ...specification, ...still };
};
