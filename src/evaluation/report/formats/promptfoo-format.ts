/**
 * promptfoo's results file, version 3: a column for each solver, a row for each task and epoch.
 *
 * @see https://www.promptfoo.dev/docs/configuration/reference/
 */

import type { Score } from "../../../domain/evaluation.ts";
import type { TokenUsage } from "../../../domain/token-usage.ts";
import { jsonList, openJson } from "../../../std/json-list.ts";
import type { Samples, StoredSample } from "./open-samples.ts";
import { OWN_KEY, toOwnPart, toOwnSetup } from "./own-part.ts";
import type { ResultFormat } from "./result-format.ts";
import { reasonOf, type Standing, standingOf } from "./standing.ts";
import type { Survey } from "./survey-samples.ts";

/** promptfoo's `ResultFailureReason`: none, an assertion, an error. */
export const FAILURE_REASONS = {
  passed: 0,
  wrong: 1,
  undecided: 2,
} as const satisfies Record<Standing, number>;

export const promptfooFormat: ResultFormat = {
  looks: /^\{"evalId":[^\n]*"specwright":\{"schemaVersion":/,
  isOfOneSolver: false,
  async *render(samples, { survey, exportedAt }) {
    const { id, setup } = samples;
    const file = {
      evalId: id,
      config: {
        description: setup.dataset,
        providers: setup.solvers.map(({ model }) => model),
        metadata: { [OWN_KEY]: toOwnSetup(setup) },
      },
      shareableUrl: null,
    };
    const timestamp = new Date(survey.startedAt ?? Date.parse(exportedAt)).toISOString();
    const head = `${openJson(file)},"results":${openJson({ version: 3, timestamp })},"results":[`;
    yield* jsonList(head, rows(samples, survey), () => `],${ending(samples, survey).slice(1)}}`);
  },
};

async function* rows({ setup, walk }: Samples, { samples }: Survey) {
  const columns = new Map(setup.solvers.map(({ id }, at) => [id, at]));
  const places = new Map(setup.taskIds.map((task, at) => [task, at]));
  for await (const sample of walk(samples)) {
    const { solver, task, epoch } = sample.result;
    const place = places.get(task) ?? 0;
    yield {
      id: sample.result.runId,
      promptIdx: columns.get(solver) ?? 0,
      testIdx: place * setup.epochs + epoch,
      promptId: solver,
      ...toRow(sample),
    };
  }
}

function toRow(sample: StoredSample) {
  const { result, timing } = sample;
  const { task, solver, model, category, complexity, language, split } = result;
  const { scores, usage, calls, costUsd, unpricedCalls } = result;
  const standing = standingOf(result);
  const [success, reason] = [standing === "passed", reasonOf(result)];
  const tokenUsage = toTokenUsage(usage, calls);
  return {
    testCase: {
      description: task,
      vars: { task },
      metadata: { category, complexity, language, split },
    },
    provider: { id: model, label: solver },
    prompt: { raw: "{{task}}", label: solver },
    vars: { task },
    error: success ? null : reason,
    failureReason: FAILURE_REASONS[standing],
    success,
    score: Number(success),
    latencyMs: timing?.totalMs ?? 0,
    gradingResult: {
      pass: success,
      score: Number(success),
      reason,
      componentResults: scores.map(toComponent),
    },
    namedScores: Object.fromEntries(
      scores.flatMap(({ scorer, value }) =>
        value === "not-applicable" ? [] : [[scorer, Number(value === "pass")]],
      ),
    ),
    ...(unpricedCalls > 0 && costUsd === 0 ? {} : { cost: costUsd }),
    metadata: { [OWN_KEY]: toOwnPart(sample) },
    tokenUsage,
    // Out of its database, promptfoo tells the tokens of responses alone.
    response: { tokenUsage },
  };
}

/** A score that neither passes nor fails says which in its metadata. */
function toComponent({ scorer, value, reason }: Score) {
  const pass = value === "pass";
  return {
    pass,
    score: Number(pass),
    reason,
    assertion: { type: "javascript", metric: scorer },
    ...(pass || value === "fail" ? {} : { metadata: { [OWN_KEY]: value } }),
  };
}

const NO_DETAILS = {
  reasoning: 0,
  acceptedPrediction: 0,
  rejectedPrediction: 0,
  cacheReadInputTokens: 0,
  cacheCreationInputTokens: 0,
};

const NO_TOKENS = {
  total: 0,
  prompt: 0,
  completion: 0,
  cached: 0,
  numRequests: 0,
  completionDetails: NO_DETAILS,
};

/** `cached` means answers out of promptfoo's own cache: there are none. */
const toTokenUsage = (usage: TokenUsage, calls: number) => ({
  total: usage.input + usage.output,
  prompt: usage.input,
  completion: usage.output,
  cached: 0,
  numRequests: calls,
  completionDetails: {
    ...NO_DETAILS,
    reasoning: usage.reasoning,
    cacheReadInputTokens: usage.cached,
    cacheCreationInputTokens: usage.cacheWritten,
  },
  assertions: NO_TOKENS,
});

/** What follows the rows. */
function ending({ setup }: Samples, { bySolver, spending }: Survey): string {
  const counts = { passed: 0, wrong: 0, undecided: 0 };
  for (const { standings } of bySolver.values())
    for (const standing of ["passed", "wrong", "undecided"] as const)
      counts[standing] += standings[standing];
  const prompts = setup.solvers.map(({ id, model }) => ({
    raw: "{{task}}",
    label: id,
    provider: model,
  }));
  return JSON.stringify({
    prompts,
    stats: {
      successes: counts.passed,
      failures: counts.wrong,
      errors: counts.undecided,
      tokenUsage: toTokenUsage(spending.usage, spending.calls),
    },
  });
}
