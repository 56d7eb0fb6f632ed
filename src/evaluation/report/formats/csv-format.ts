import { type CsvValue, csvLine } from "../../../std/csv-line.ts";
import type { StoredSample } from "./open-samples.ts";
import type { ResultFormat } from "./result-format.ts";
import { lastRefusals, reasonOf, standingOf } from "./standing.ts";

const before = {
  index: ({ result }) => result.index,
  task: ({ result }) => result.task,
  category: ({ result }) => result.category,
  complexity: ({ result }) => result.complexity,
  language: ({ result }) => result.language,
  split: ({ result }) => result.split,
  solver: ({ result }) => result.solver,
  model: ({ result }) => result.model,
  epoch: ({ result }) => result.epoch,
  seed: ({ result }) => result.seed,
  run_id: ({ result }) => result.runId,
  status: ({ result }) => result.status,
  standing: ({ result }) => standingOf(result),
  reason: ({ result }) => reasonOf(result),
} satisfies Record<string, (sample: StoredSample) => CsvValue>;

const after = {
  limit: ({ result }) => result.limit,
  fault_code: ({ result }) => result.fault?.code,
  first_pass: ({ result }) => result.isFirstPass,
  attempts: ({ result }) => result.attempts,
  diagnostics: ({ result }) => result.diagnostics.length,
  last_codes: ({ result }) => [...new Set(lastRefusals(result).map(codeOf))].join(" "),
  fixes: ({ result }) => result.fixes,
  fallback: ({ result }) => result.fallback,
  calls: ({ result }) => result.calls,
  input_tokens: ({ result }) => result.usage.input,
  output_tokens: ({ result }) => result.usage.output,
  cached_tokens: ({ result }) => result.usage.cached,
  cache_written_tokens: ({ result }) => result.usage.cacheWritten,
  reasoning_tokens: ({ result }) => result.usage.reasoning,
  cost_usd: ({ result }) => result.costUsd,
  unpriced_calls: ({ result }) => result.unpricedCalls,
  saved_usd: ({ result }) => result.savedUsd,
  wasted_usd: ({ result }) => result.wastedUsd,
  confidence: ({ result }) => result.confidence,
  started_at: ({ timing }) => timing?.startedAt,
  total_ms: ({ timing }) => timing?.totalMs,
  model_ms: ({ timing }) => timing?.modelMs,
  check_ms: ({ timing }) => timing?.checkMs,
  score_ms: ({ timing }) => timing?.scoreMs,
} satisfies Record<string, (sample: StoredSample) => CsvValue>;

const codeOf = ({ code, phase }: { readonly code: string | undefined; readonly phase: string }) =>
  code ?? phase;

/** A line a sample, with a column for each scorer. */
export const csvFormat: ResultFormat = {
  looks: /^index,task,category,/,
  isOfOneSolver: false,
  async *render({ walk }, { survey }) {
    const scorers = [...survey.byScorer.keys()];
    const titles = scorers.map((scorer) => `score_${scorer}`);
    yield csvLine([...Object.keys(before), ...titles, ...Object.keys(after)]);
    for await (const sample of walk(survey.samples)) {
      const { scores } = sample.result;
      const values = scorers.map((name) => scores.find(({ scorer }) => scorer === name)?.value);
      const valuesOf = (columns: Readonly<Record<string, (sample: StoredSample) => CsvValue>>) =>
        Object.values(columns).map((column) => column(sample));
      yield csvLine([...valuesOf(before), ...values, ...valuesOf(after)]);
    }
  },
};
