import type { FillHoles } from "../ports/fill-holes.ts";
import type { Machine } from "../ports/machine.ts";
import type { ProjectHabits } from "../ports/project-habits.ts";

/** Fills holes by the search, weighed by what was learned of the project; loaded when a candidate may have one. */
export const createFillHoles =
  (machine: Machine, habits: ProjectHabits | undefined): FillHoles =>
  async (candidate, pack, options) => {
    if (pack.openHoles === undefined || pack.holeMark?.test(candidate.text) === false)
      return undefined;
    const { fillCandidateHoles } = await import("../synthesis/fill-candidate-holes.ts");
    const usage = await habits?.usage(pack.id);
    return fillCandidateHoles(candidate, pack, machine, { ...options, usage });
  };
