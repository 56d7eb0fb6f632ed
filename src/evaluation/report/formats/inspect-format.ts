/**
 * Inspect's log as JSON, version 2. The order of its keys is part of the format: readers of the header stop before the
 * samples.
 *
 * @see https://inspect.aisi.org.uk/eval-logs.html
 */

import type { SampleResult, Score, Solver } from "../../../domain/evaluation.ts";
import { Fault } from "../../../domain/fault.ts";
import type { TokenUsage } from "../../../domain/token-usage.ts";
import { jsonList, openJson } from "../../../std/json-list.ts";
import { countSamples } from "../../run/evaluation-record.ts";
import type { Samples, StoredSample } from "./open-samples.ts";
import { OWN_KEY, toOwnPart, toOwnSetup } from "./own-part.ts";
import type { FormatContext, ResultFormat } from "./result-format.ts";
import { reasonOf } from "./standing.ts";
import type { Survey } from "./survey-samples.ts";

export const inspectFormat: ResultFormat = {
  looks: /^\{"version":2,"status":[^\n]*"specwright":\{"schemaVersion":/,
  isOfOneSolver: true,
  async *render(samples, context) {
    const [solver] = samples.setup.solvers;
    if (solver === undefined) throw new TypeError("Cannot render a log: it has no solver");
    const head = `${openJson(toHeader(samples, solver, context))},"samples":[`;
    yield* jsonList(head, rows(samples, solver, context.survey), () => "]}");
  },
};

/** A log of Inspect has one model and one solver. @throws {Fault} `usage/invalid` */
export function refuseSeveralSolvers({ id, setup: { solvers } }: Samples): void {
  if (solvers.length === 1) return;
  throw new Fault(
    "usage/invalid",
    `Cannot export evaluation "${id}" to one Inspect log: it has ${solvers.length} solvers, a log has one`,
    { help: `Choose one with --solver: ${solvers.map((each) => each.id).join(", ")}` },
  );
}

function toHeader(
  samples: Samples,
  solver: Solver,
  { survey, version, exportedAt }: FormatContext,
) {
  const { id, setup } = samples;
  const isWhole = survey.samples === countSamples(setup);
  const created = new Date(survey.startedAt ?? Date.parse(exportedAt)).toISOString();
  return {
    version: 2,
    status: isWhole ? "success" : "cancelled",
    eval: {
      eval_id: id,
      run_id: id,
      created,
      task: setup.dataset,
      task_id: setup.dataset,
      task_version: 0,
      solver: solver.id,
      dataset: {
        name: setup.dataset,
        samples: setup.taskIds.length,
        sample_ids: setup.taskIds,
        shuffled: false,
      },
      model: solver.model,
      model_args: {},
      config: { epochs: setup.epochs },
      packages: { specwright: version },
      metadata: { [OWN_KEY]: toOwnSetup(setup) },
    },
    plan: { name: "plan", steps: [{ solver: solver.id, params: {} }], config: {} },
    results: {
      total_samples: countSamples(setup),
      completed_samples: survey.samples - survey.errors,
      scores: [...survey.byScorer].map(toMetrics(survey.samples)),
    },
    stats: {
      started_at: survey.startedAt === undefined ? "" : created,
      completed_at: survey.endedAt === undefined ? "" : new Date(survey.endedAt).toISOString(),
      model_usage: {
        [solver.model]: toUsage(survey.spending.usage, moneyOf(survey.spending)),
      },
    },
  };
}

/** Over all that a scorer could speak of: a sample that nothing decided, or that the world failed, is no success. */
const toMetrics =
  (samples: number) =>
  ([name, counts]: readonly [string, Readonly<Record<Score["value"], number>>]) => {
    const all = samples - counts["not-applicable"];
    const accuracy = { name: "accuracy", value: counts.pass / all, params: {} };
    return {
      name,
      scorer: name,
      scored_samples: counts.pass + counts.fail,
      unscored_samples: samples - counts.pass - counts.fail,
      params: {},
      metrics: all === 0 ? {} : { accuracy },
    };
  };

async function* rows({ walk }: Samples, solver: Solver, survey: Survey) {
  for await (const sample of walk(survey.samples)) yield toSample(sample, solver);
}

function toSample(sample: StoredSample, solver: Solver) {
  const { result, timing } = sample;
  const { task, epoch, model, scores, runId, fault } = result;
  const usage = toUsage(result.usage, moneyOf({ ...result, spentUsd: result.costUsd }));
  const limit = toLimit(result, solver);
  return {
    id: task,
    epoch: epoch + 1,
    input: task,
    target: "",
    messages: [],
    output: { model, choices: [], completion: "", usage },
    scores: Object.fromEntries(scores.map((score) => [score.scorer, toScore(score)])),
    metadata: { [OWN_KEY]: toOwnPart(sample) },
    store: {},
    events: [],
    model_usage: { [model]: usage },
    ...toTimes(timing),
    uuid: runId,
    ...(fault === undefined ? {} : { error: toError(reasonOf(result)) }),
    attachments: {},
    ...(limit === undefined ? {} : { limit }),
  };
}

/** Correct, incorrect, or no answer: then `reason` says whether it was undecided or there was nothing to decide. */
const toScore = ({ value, reason }: Score) => ({
  value: value === "pass" ? "C" : value === "fail" ? "I" : "N",
  explanation: reason,
  ...(value === "pass" || value === "fail" ? {} : { reason: value }),
});

const toError = (message: string) => ({ message, traceback: "", traceback_ansi: "" });

/** Inspect's input leaves out what was read from the provider's cache, and written to it; ours holds them. */
const toUsage = (usage: TokenUsage, cost: number | undefined) => ({
  input_tokens: Math.max(0, usage.input - usage.cached - usage.cacheWritten),
  output_tokens: usage.output,
  total_tokens: usage.input + usage.output,
  input_tokens_cache_write: usage.cacheWritten,
  input_tokens_cache_read: usage.cached,
  reasoning_tokens: usage.reasoning,
  ...(cost === undefined ? {} : { total_cost: cost }),
});

/** `undefined` where no price is known at all. */
const moneyOf = ({
  spentUsd,
  unpricedCalls,
}: {
  readonly spentUsd: number;
  readonly unpricedCalls: number;
}): number | undefined => (unpricedCalls > 0 && spentUsd === 0 ? undefined : spentUsd);

/** Told where the solver's own limit is known; ours is always in the metadata. */
function toLimit({ limit }: SampleResult, { limits }: Solver) {
  if (limit === undefined) return undefined;
  const { type, value } = {
    tokens: { type: "token", value: limits.totalTokens },
    time: { type: "time", value: limits.timeMs === undefined ? undefined : limits.timeMs / 1000 },
    money: { type: "cost", value: limits.costUsd },
  }[limit];
  return value === undefined ? undefined : { type, limit: value };
}

/** In seconds. */
function toTimes(timing: StoredSample["timing"]) {
  if (timing === undefined) return {};
  const start = Date.parse(timing.startedAt);
  const known = Number.isNaN(start)
    ? {}
    : {
        started_at: new Date(start).toISOString(),
        completed_at: new Date(start + timing.totalMs).toISOString(),
      };
  return { ...known, total_time: timing.totalMs / 1000, working_time: timing.totalMs / 1000 };
}
