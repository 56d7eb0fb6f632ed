/** Parallel and race steps: how many branches they have, and what happens to errors. */

import { type Finding, finding } from "../finding.ts";
import type { Program } from "../syntax/ast.ts";
import { nearestNames } from "../syntax/nearest-names.ts";
import type { ParallelStep, RaceStep } from "../syntax/step-ast.ts";
import type { Range } from "../syntax/token.ts";
import { ON_ERROR_VALUES } from "../tables/kinds.ts";
import { stepsOf } from "./steps-of.ts";

const NEEDED_BRANCHES = { parallel: 1, race: 2 } as const;

/** Reports parallel steps without branches, races of fewer than two, and unknown words for `on_error`. */
export const checkConcurrency = ({ snippets }: Program): readonly Finding[] =>
  snippets.flatMap(stepsOf).flatMap((step) => {
    if (step.kind === "race") return checkBranches(step);
    return step.kind === "parallel" ? [...checkBranches(step), ...checkOnError(step)] : [];
  });

function checkBranches({ kind, branches, ...step }: ParallelStep | RaceStep): readonly Finding[] {
  const needed = NEEDED_BRANCHES[kind];
  const found = branches.length;
  if (found >= needed) return [];
  const header: Range = { start: step.start, end: step.kindName.end };
  return [
    finding(
      "branch_count",
      header,
      { kind, found, needed },
      `A ${kind} step needs at least ${needed} ${needed === 1 ? "branch" : "branches"}, found ${found}`,
      {
        help:
          kind === "race" && found === 1
            ? "Add a second branch, or put the steps of the only one in place of the race"
            : 'Add branches: branch id="first" ... end',
      },
    ),
  ];
}

function checkOnError({ onError }: ParallelStep): readonly Finding[] {
  const isKnown = ON_ERROR_VALUES.some((value) => value === onError?.text);
  if (onError === undefined || isKnown) return [];
  const candidates = nearestNames(onError.text, ON_ERROR_VALUES);
  return [
    finding(
      "on_error_value",
      onError,
      { value: onError.text, candidates },
      `on_error takes no "${onError.text}"`,
      { help: `Use one of ${ON_ERROR_VALUES.map((value) => `"${value}"`).join(", ")}` },
    ),
  ];
}
