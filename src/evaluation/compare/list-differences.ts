import type { EvaluationSetup, Solver } from "../../domain/evaluation.ts";
import { canonicalJson } from "../../std/canonical-json.ts";

/** One thing in which two setups differ, each as text. */
export interface SetupDifference {
  readonly field: string;
  readonly baseline: string;
  readonly candidate: string;
}

/** What differs in what two evaluations were made from: whatever else explains a change of the results. */
export function listDifferences(
  baseline: EvaluationSetup,
  candidate: EvaluationSetup,
): readonly SetupDifference[] {
  const ours = describe(baseline);
  const theirs = describe(candidate);
  return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((field) => {
    const one = ours.get(field) ?? "none";
    const other = theirs.get(field) ?? "none";
    return one === other ? [] : [{ field, baseline: one, candidate: other }];
  });
}

/** The fields in which two setups are not one configuration; none: all that differs between their results is noise. */
export const unlikeFields = (one: EvaluationSetup, other: EvaluationSetup): readonly string[] =>
  listDifferences(one, other)
    .map(({ field }) => field)
    .filter((field) => field !== "money limit");

function describe(setup: EvaluationSetup): ReadonlyMap<string, string> {
  const { solvers } = setup;
  const ofSolvers = solvers.flatMap((solver, at) =>
    describeSolver(solver).map(
      ([field, value]) =>
        [solvers.length === 1 ? field : `solver ${at + 1}: ${field}`, value] as const,
    ),
  );
  return new Map([
    ["dataset", setup.dataset],
    ["tasks", `${setup.taskIds.length}, SHA-256 ${setup.tasksSha256.slice(0, 12)}`],
    ["epochs", `${setup.epochs}`],
    ["seed", `${setup.seed}`],
    ["scorers", setup.scorers.join(", ")],
    ["money limit", setup.maxUsd === undefined ? "none" : `$${setup.maxUsd}`],
    ["shares of routes", canonicalJson(setup.shares ?? {})],
    ["specwright", setup.specwrightVersion],
    ...ofSolvers,
  ]);
}

const describeSolver = (solver: Solver): readonly (readonly [string, string])[] => [
  ["solver", solver.id],
  ["model", solver.model],
  ["prompt texts", canonicalJson(solver.templates)],
  ["profile", solver.profile ?? "none"],
  ["limits", canonicalJson(solver.limits)],
  ["constrained", solver.isConstrained ? "yes" : "no"],
];
