import type { SampleResult } from "../../domain/evaluation.ts";
import { costOf, type ModelPrice, toNanoUsd, toUsd } from "../../domain/price.ts";
import { addUsage, NO_USAGE, type TokenUsage } from "../../domain/token-usage.ts";
import { twoSidedSignFlipTest } from "../../std/sign-flip-test.ts";
import type { StoredEvaluation } from "../run/evaluation-record.ts";
import { countRates, type GroupCounts, toGroupRates } from "./count-rates.ts";
import type { Rate } from "./rate.ts";

/** One solver in one evaluation, over the tasks that all evaluations of the trend have. */
export interface TrendPoint {
  readonly evaluation: string;
  /** ISO 8601, UTC; `undefined` where no sample's time is known. */
  readonly startedAt: string | undefined;
  readonly solver: string;
  readonly model: string;
  readonly firstPass: Rate;
  readonly final: Rate;
  readonly solved: Rate;
  readonly usage: TokenUsage;
  /** As it was charged, of calls whose price was known then. */
  readonly chargedUsd: number;
  /** All tokens by today's list; `undefined` for a model that is not on it. */
  readonly repricedUsd: number | undefined;
  /** Against the point before it of the same solver; `undefined` for the first. */
  readonly change: { readonly share: number; readonly p: number } | undefined;
}

export interface Trend {
  /** Tasks that all evaluations have: only these are counted. */
  readonly tasks: number;
  /** Oldest first. */
  readonly points: readonly TrendPoint[];
  /** Prices by which tokens were priced anew, once for each model. */
  readonly prices: readonly Pick<ModelPrice, "modelId" | "source" | "asOf">[];
}

/**
 * How rates and costs went over evaluations, with prices held constant: tokens are priced anew by one list, plain
 * prices without batch discounts.
 *
 * @param findPrice today's price of `provider/model`
 */
export function traceTrend(
  evaluations: readonly StoredEvaluation[],
  findPrice: (modelId: string) => ModelPrice | undefined,
): Trend {
  const ordered = evaluations
    .map((evaluation) => ({ evaluation, startedAt: startOf(evaluation) }))
    .sort((a, b) => compare(a.startedAt ?? a.evaluation.id, b.startedAt ?? b.evaluation.id));
  const common = commonTasks(evaluations);
  const lastOf = new Map<string, GroupCounts>();
  const points = ordered.flatMap(({ evaluation, startedAt }) => {
    const kept = evaluation.results.filter(({ task }) => common.has(task));
    return [...Map.groupBy(kept, ({ solver }) => solver)].map(([solver, results]) => {
      const counts = countRates();
      for (const result of results) counts.add(result);
      const { firstPass, final, solved } = toGroupRates(solver, counts.overall);
      const before = lastOf.get(solver);
      lastOf.set(solver, counts.overall);
      const model = results[0]?.model ?? "";
      return {
        evaluation: evaluation.id,
        startedAt,
        solver,
        model,
        firstPass,
        final,
        solved,
        usage: results.reduce((sum, { usage }) => addUsage(sum, usage), NO_USAGE),
        chargedUsd: toUsd(results.reduce((sum, { costUsd }) => sum + toNanoUsd(costUsd), 0)),
        repricedUsd: repriced(results, findPrice(model)),
        change: before && changeOf(before, counts.overall),
      };
    });
  });
  const models = new Set(points.map(({ model }) => model));
  const prices = [...models].flatMap((model) => {
    const price = findPrice(model);
    return price === undefined ? [] : [{ modelId: model, source: price.source, asOf: price.asOf }];
  });
  return { tasks: common.size, points, prices };
}

/** Earliest sample: an id may be any name. */
const startOf = ({ timings }: StoredEvaluation): string | undefined =>
  timings
    .map(({ startedAt }) => startedAt)
    .reduce<string | undefined>(
      (first, each) => (first === undefined || each < first ? each : first),
      undefined,
    );

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

function commonTasks(evaluations: readonly StoredEvaluation[]): ReadonlySet<string> {
  const [first = new Set<string>(), ...others] = evaluations.map(
    ({ results }) => new Set(results.map(({ task }) => task)),
  );
  return others.reduce((common, tasks) => common.intersection(tasks), first);
}

/** Tiers go by one request's input, so a sample counts as its calls, each of the mean size. */
function repriced(
  results: readonly SampleResult[],
  price: ModelPrice | undefined,
): number | undefined {
  if (price === undefined) return undefined;
  const nanoUsd = results.reduce((sum, { usage, calls }) => {
    if (calls === 0) return sum;
    const mean = (tokens: number): number => tokens / calls;
    const each = {
      input: mean(usage.input),
      output: mean(usage.output),
      cached: mean(usage.cached),
      cacheWritten: mean(usage.cacheWritten),
      reasoning: mean(usage.reasoning),
    };
    return sum + calls * costOf(price, each);
  }, 0);
  return toUsd(nanoUsd);
}

/** By task; where numbers of epochs differ, a task counts as better or worse, however much. */
function changeOf(
  before: GroupCounts,
  after: GroupCounts,
): { readonly share: number; readonly p: number } {
  const both = [...after.tasks].flatMap(([task, now]) => {
    const earlier = before.tasks.get(task);
    return earlier === undefined ? [] : [{ earlier, now }];
  });
  const changes = both.map(
    ({ earlier, now }) => now.solved / now.samples - earlier.solved / earlier.samples,
  );
  const isEven = both.every(({ earlier, now }) => earlier.samples === now.samples);
  const nets = isEven
    ? both.map(({ earlier, now }) => now.solved - earlier.solved)
    : changes.map((change) => Math.sign(change));
  return {
    share: changes.reduce((sum, change) => sum + change, 0) / Math.max(1, both.length),
    p: twoSidedSignFlipTest(nets),
  };
}
