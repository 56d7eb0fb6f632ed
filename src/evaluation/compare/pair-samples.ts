import type { SampleResult } from "../../domain/evaluation.ts";
import { Fault } from "../../domain/fault.ts";
import type { StoredEvaluation } from "../run/evaluation-record.ts";

/** The same task, epoch and seed, once in each evaluation. */
export interface SamplePair {
  readonly baseline: SampleResult;
  readonly candidate: SampleResult;
}

export interface SolverChoice {
  /** Of the baseline. @default its only one, or each that the candidate has too */
  readonly baselineSolver?: string | undefined;
  /** Of the candidate. @default its only one, or each that the baseline has too */
  readonly candidateSolver?: string | undefined;
}

export interface PairedSamples {
  /** In the baseline's order. */
  readonly pairs: readonly SamplePair[];
  readonly onlyInBaseline: number;
  readonly onlyInCandidate: number;
}

type Compared = Pick<StoredEvaluation, "id" | "results">;

/**
 * Pairs what two evaluations have in common. Where each has one solver, these are compared, whatever their names; else
 * each solver with the one of the same id.
 *
 * @throws {Fault} `usage/invalid` for a solver that is not there, and where nothing is in common
 */
export function pairSamples(
  baseline: Compared,
  candidate: Compared,
  choice: SolverChoice = {},
): PairedSamples {
  const ours = ofSolver(baseline, choice.baselineSolver);
  const theirs = ofSolver(candidate, choice.candidateSolver);
  const isByName = solversOf(ours).length > 1 || solversOf(theirs).length > 1;
  const keyOf = ({ solver, task, epoch, seed }: SampleResult): string =>
    JSON.stringify([isByName ? solver : "", task, epoch, seed]);
  const byKey = new Map(theirs.map((result) => [keyOf(result), result]));
  const pairs = ours.flatMap((result) => {
    const other = byKey.get(keyOf(result));
    return other === undefined ? [] : [{ baseline: result, candidate: other }];
  });
  if (pairs.length === 0) throw nothingInCommon(baseline, candidate, isByName);
  return {
    pairs,
    onlyInBaseline: ours.length - pairs.length,
    onlyInCandidate: theirs.length - pairs.length,
  };
}

const solversOf = (results: readonly SampleResult[]): readonly string[] => [
  ...new Set(results.map(({ solver }) => solver)),
];

function ofSolver({ id, results }: Compared, solver: string | undefined): readonly SampleResult[] {
  if (solver === undefined) return results;
  const known = solversOf(results);
  if (known.includes(solver)) return results.filter((result) => result.solver === solver);
  throw new Fault(
    "usage/invalid",
    `Cannot compare solver "${solver}": evaluation "${id}" has no results of it`,
    { help: `It has: ${known.join("; ") || "none"}` },
  );
}

const nothingInCommon = (baseline: Compared, candidate: Compared, isByName: boolean): Fault =>
  new Fault(
    "usage/invalid",
    `Cannot compare "${baseline.id}" and "${candidate.id}": they have no sample in common`,
    {
      help: isByName
        ? "Pairs are of one solver, task, epoch and seed; name a solver of each: --baseline-solver and --solver"
        : "Pairs are of one task, epoch and seed: run both on the same dataset with the same --seed",
    },
  );
