import type { SampleResult, SampleStatus } from "../../domain/evaluation.ts";
import { canonicalJson } from "../../std/canonical-json.ts";
import { meanInterval } from "../../std/mean-interval.ts";
import { passAtK } from "../../std/pass-at-k.ts";
import { DIMENSIONS, type Dimension, type GroupRates, type PassAtK } from "./analysis.ts";
import { isSuccess } from "./measures.ts";
import { toRate } from "./rate.ts";

/** What was counted of one task in one group. */
export interface TaskCount {
  samples: number;
  firstPass: number;
  final: number;
  solved: number;
  errors: number;
  stopped: number;
}

/** Counts of one group, by task: as much memory as there are tasks, however many samples. */
export interface GroupCounts {
  readonly byStatus: Record<SampleStatus, number>;
  readonly tasks: Map<string, TaskCount>;
}

export interface RateCounts {
  add(result: SampleResult): void;
  readonly overall: GroupCounts;
  readonly by: Readonly<Record<Dimension, ReadonlyMap<string, GroupCounts>>>;
}

export function countRates(): RateCounts {
  const overall = newGroup();
  const by = Object.fromEntries(
    DIMENSIONS.map((dimension) => [dimension, new Map<string, GroupCounts>()]),
  ) as Record<Dimension, Map<string, GroupCounts>>;
  return {
    overall,
    by,
    add(result) {
      addTo(overall, result);
      for (const dimension of DIMENSIONS) {
        const name = nameOf(result, dimension);
        const group = by[dimension].get(name) ?? newGroup();
        by[dimension].set(name, group);
        addTo(group, result);
      }
    },
  };
}

const nameOf = (result: SampleResult, dimension: Dimension): string =>
  dimension === "variant" ? canonicalJson(result.templates) : result[dimension];

const newGroup = (): GroupCounts => ({
  byStatus: { accepted: 0, unsolved: 0, inconclusive: 0, stopped: 0, error: 0 },
  tasks: new Map(),
});

function addTo({ byStatus, tasks }: GroupCounts, result: SampleResult): void {
  byStatus[result.status] += 1;
  const count = tasks.get(result.task) ?? newTask();
  tasks.set(result.task, count);
  count.samples += 1;
  count.firstPass += Number(isSuccess(result, "first-pass"));
  count.final += Number(isSuccess(result, "final"));
  count.solved += Number(isSuccess(result, "solved"));
  count.errors += Number(result.status === "error");
  count.stopped += Number(result.status === "stopped");
}

const newTask = (): TaskCount => ({
  samples: 0,
  firstPass: 0,
  final: 0,
  solved: 0,
  errors: 0,
  stopped: 0,
});

export function toGroupRates(name: string, { byStatus, tasks }: GroupCounts): GroupRates {
  const counts = [...tasks.values()];
  const rateOf = (key: "firstPass" | "final" | "solved") =>
    toRate(counts.map((count) => ({ successes: count[key], trials: count.samples })));
  const final = rateOf("final");
  return {
    name,
    samples: final.samples,
    tasks: counts.length,
    byStatus: { ...byStatus },
    firstPass: rateOf("firstPass"),
    final,
    solved: rateOf("solved"),
  };
}

/** For k = 1 and as far as there are epochs: powers of two, 10 and 100. */
const KS = [1, 2, 4, 8, 10, 16, 32, 64, 100] as const;

export function toPassAtK(solver: string, { tasks }: GroupCounts): readonly PassAtK[] {
  const counts = [...tasks.values()];
  return KS.flatMap((k) => {
    const enough = counts.filter(({ samples }) => samples >= k);
    if (enough.length === 0) return [];
    const { mean, low, high } = meanInterval(
      enough.map(({ samples, solved }) => passAtK(samples, solved, k)),
    );
    const isKnown = enough.length > 1;
    return [
      {
        solver,
        k,
        tasks: enough.length,
        share: mean,
        low: isKnown ? Math.max(0, low) : undefined,
        high: isKnown ? Math.min(1, high) : undefined,
      },
    ];
  });
}
