/** Small whole values of evaluations for tests: every field has one plain meaning unless the test says otherwise. */

import type { EvaluationSetup, SampleResult, SampleTiming } from "../domain/evaluation.ts";
import { NO_USAGE } from "../domain/token-usage.ts";

export const sampleResult = (wishes: Partial<SampleResult> = {}): SampleResult => ({
  index: 0,
  task: "strings.reverse",
  category: "strings",
  complexity: "simple",
  language: "toy",
  split: "development",
  solver: "scripted/test",
  model: "scripted/test",
  epoch: 0,
  seed: 7,
  runId: "run-1",
  status: "accepted",
  limit: undefined,
  fault: undefined,
  isFirstPass: true,
  attempts: 1,
  diagnostics: [],
  fixes: 0,
  fallback: undefined,
  scores: [{ scorer: "verdict", value: "pass", reason: "" }],
  calls: 1,
  usage: { ...NO_USAGE, input: 100, output: 50 },
  costUsd: 0.001,
  unpricedCalls: 0,
  savedUsd: 0,
  wastedUsd: 0,
  templates: {},
  confidence: 0.8,
  ...wishes,
});

export const sampleTiming = (wishes: Partial<SampleTiming> = {}): SampleTiming => ({
  index: 0,
  startedAt: "2026-11-21T00:00:00.000Z",
  totalMs: 120,
  modelMs: 100,
  checkMs: 15,
  scoreMs: 5,
  attempts: [{ modelMs: 100, checkMs: 15 }],
  decoding: [],
  ...wishes,
});

export const evaluationSetup = (wishes: Partial<EvaluationSetup> = {}): EvaluationSetup => ({
  schemaVersion: 1,
  dataset: "toy",
  tasksSha256: "0".repeat(64),
  taskIds: ["strings.reverse"],
  solvers: [
    {
      id: "scripted/test",
      model: "scripted/test",
      templates: {},
      profile: undefined,
      limits: {},
      isConstrained: true,
    },
  ],
  epochs: 1,
  seed: 7,
  scorers: ["verdict"],
  specwrightVersion: "0.0.0",
  ...wishes,
});
