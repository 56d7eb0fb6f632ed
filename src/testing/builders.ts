/** Small whole values for tests: every field has one plain meaning unless the test says otherwise. */

import type { Attempt } from "../domain/attempt.ts";
import type { BatchItem } from "../domain/batch.ts";
import type { CallRecord } from "../domain/call.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import type { ModelRequest, ModelResponse } from "../domain/model.ts";
import type { Plan } from "../domain/plan.ts";
import type { ModelPrice } from "../domain/price.ts";
import type { RunSetup } from "../domain/run.ts";
import {
  type FormalSpecification,
  formalSpecificationOf,
  type ProseSpecification,
  type Specification,
} from "../domain/specification.ts";
import type { Verdict } from "../domain/verdict.ts";
import { fakeFormalLanguage } from "./fake-formal-language.ts";

export const diagnostic = (wishes: Partial<Diagnostic> = {}): Diagnostic => ({
  tool: "toy",
  code: "T1",
  phase: "syntax",
  category: "syntax",
  severity: "error",
  message: "that is wrong",
  span: undefined,
  related: [],
  help: undefined,
  facts: {},
  fixes: [],
  raw: "that is wrong",
  ...wishes,
});

export const accepted = (wishes: Partial<Verdict> = {}): Verdict =>
  ({
    status: "accepted",
    phase: "syntax",
    diagnostics: [],
    checks: [
      { phase: "syntax", tool: { name: "toy", version: "1" }, count: 1, sandbox: undefined },
    ],
    notRun: [],
    ...wishes,
  }) as Verdict;

export const rejected = (wishes: Partial<Verdict> = {}): Verdict =>
  ({
    status: "rejected",
    phase: "syntax",
    diagnostics: [diagnostic()],
    checks: [],
    notRun: [],
    ...wishes,
  }) as Verdict;

export const inconclusive = (wishes: Partial<Verdict> = {}): Verdict =>
  ({
    status: "inconclusive",
    reason: "timeout",
    phase: "example",
    diagnostics: [],
    checks: [],
    notRun: [],
    ...wishes,
  }) as Verdict;

export const specification = (wishes: Partial<ProseSpecification> = {}): Specification => ({
  kind: "prose",
  name: "Sum",
  language: "toy",
  text: "# Sum\n\nWrite a sum that is right.\n",
  signature: undefined,
  examples: [],
  requirements: [],
  contextFiles: [],
  testFiles: [],
  companions: [],
  grammar: undefined,
  ...wishes,
});

/** A file of `fakeMarkedPack` with open helpers and an open body; the slots are read off `source`. */
export const formalSpecification = ({
  source = "predicate Big(n: int)\n\n// <vc-helpers>\n// </vc-helpers>\n\nmethod Grow(n: int)\n  ensures Big(n)\n// <vc-code>\n{ assume false; }\n// </vc-code>\n",
  ...wishes
}: Partial<FormalSpecification> = {}): FormalSpecification => ({
  ...formalSpecificationOf({
    name: "grow",
    language: "toyproof",
    path: "grow.proof",
    source,
    slots: fakeFormalLanguage.readSlots(source),
  }),
  ...wishes,
});

/** An item whose file is its id. */
export const batchItem = (
  id: string,
  { source, ...wishes }: Partial<FormalSpecification> = {},
): BatchItem => ({
  id,
  specification: formalSpecification({
    name: id,
    path: id,
    ...(source === undefined ? {} : { source }),
    ...wishes,
  }),
});

export const setup = (wishes: Partial<RunSetup> = {}): RunSetup => ({
  specification: specification(),
  path: "sum.toy",
  profile: "plain",
  limits: {
    samples: 1,
    repairs: 3,
    escalations: 0,
    maxOutputTokens: 100,
    totalTokens: undefined,
    costUsd: undefined,
    timeMs: undefined,
    checkTimeoutMs: 1000,
  },
  model: "scripted/test",
  seed: 7,
  isConstrained: false,
  fallbacks: ["stub", "partial"],
  templates: {},
  ...wishes,
});

export const plan = (wishes: Partial<Plan> = {}): Plan => ({
  kind: "first",
  reason: "the specification as it stands",
  basis: undefined,
  temperature: undefined,
  seed: 7,
  draw: 0,
  escalation: 0,
  shown: "all",
  ...wishes,
});

export const response = (wishes: Partial<ModelResponse> = {}): ModelResponse => ({
  text: "```toy\n1 + 1 = 2\n```",
  finishReason: "stop",
  usage: { input: 10, output: 5, cached: 0, cacheWritten: 0, reasoning: 0 },
  askedOf: "scripted/test",
  answeredBy: "scripted/test",
  warnings: [],
  timeMs: 3,
  ...wishes,
});

export const attempt = (wishes: Partial<Attempt> = {}): Attempt => ({
  plan: plan(),
  template: "prose@1",
  response: response(),
  candidate: { language: "toy", path: "sum.toy", text: "1 + 1 = 2\n", companions: [] },
  fixes: [],
  verdict: rejected(),
  checkTimeMs: 2,
  ...wishes,
});

export const modelRequest = (wishes: Partial<ModelRequest> = {}): ModelRequest => ({
  messages: [{ role: "user", text: "Add two numbers" }],
  breakPoints: [],
  answerStart: undefined,
  stopTexts: [],
  maxOutputTokens: 100,
  temperature: undefined,
  seed: undefined,
  responseSchema: undefined,
  heldTo: undefined,
  draw: 0,
  escalation: 0,
  ...wishes,
});

export const callRecord = (wishes: Partial<CallRecord> = {}): CallRecord => ({
  askedOf: "toy/model",
  answeredBy: "model",
  source: "provider",
  purpose: "answer",
  rule: undefined,
  ended: "stop",
  usage: { input: 10, output: 5, cached: 0, cacheWritten: 0, reasoning: 0 },
  costUsd: 0.001,
  isCostEstimated: false,
  savedUsd: 0,
  timeMs: 12,
  firstTextMs: 3,
  ...wishes,
});

/** In dollars for a million tokens: 1 in, 4 out. */
export const MODEL_PRICE: ModelPrice = {
  modelId: "scripted/test",
  tiers: [
    { aboveInputTokens: 0, rates: { input: 1, output: 4, cacheRead: 0.1, cacheWrite: 1.25 } },
  ],
  batchFactor: undefined,
  source: "test",
  asOf: "2026-01-01",
};
