import type { SampleResult, SampleStatus } from "../../domain/evaluation.ts";
import { toNanoUsd, toUsd } from "../../domain/price.ts";

/** How the samples of one solver ended so far. */
export interface SolverTally {
  readonly solver: string;
  readonly samples: number;
  readonly byStatus: Readonly<Record<SampleStatus, number>>;
  /** Accepted at the first attempt. */
  readonly firstPass: number;
  /** Accepted, and then failed by a hidden check. */
  readonly failedHidden: number;
  /** Of calls whose price is known. */
  readonly costUsd: number;
  readonly unpricedCalls: number;
}

const NONE: SolverTally["byStatus"] = {
  accepted: 0,
  unsolved: 0,
  inconclusive: 0,
  stopped: 0,
  error: 0,
};

/** Counts of solvers, in the order in which they come; results are not kept. */
export interface Tally {
  add(result: SampleResult): void;
  rows(): readonly SolverTally[];
}

export function createTally(results: readonly SampleResult[] = []): Tally {
  const rows = new Map<string, SolverTally>();
  const add = (result: SampleResult): void => {
    const { solver, status } = result;
    const row = rows.get(solver) ?? emptyRow(solver);
    const hasFailedHidden = result.scores.some(
      ({ scorer, value }) => scorer === "hidden-examples" && value === "fail",
    );
    rows.set(solver, {
      solver,
      samples: row.samples + 1,
      byStatus: { ...row.byStatus, [status]: row.byStatus[status] + 1 },
      firstPass: row.firstPass + Number(result.isFirstPass),
      failedHidden: row.failedHidden + Number(hasFailedHidden),
      costUsd: toUsd(toNanoUsd(row.costUsd) + toNanoUsd(result.costUsd)),
      unpricedCalls: row.unpricedCalls + result.unpricedCalls,
    });
  };
  for (const result of results) add(result);
  return { add, rows: () => [...rows.values()] };
}

const emptyRow = (solver: string): SolverTally => ({
  solver,
  samples: 0,
  byStatus: NONE,
  firstPass: 0,
  failedHidden: 0,
  costUsd: 0,
  unpricedCalls: 0,
});
