/** Events of every shape, for laws about journals. */

import fc from "fast-check";
import type { Artifact } from "../domain/artifact.ts";
import type { Attempt } from "../domain/attempt.ts";
import type { CallRecord } from "../domain/call.ts";
import { CHECK_PHASES } from "../domain/check-phase.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import type { ModelResponse } from "../domain/model.ts";
import type { Plan } from "../domain/plan.ts";
import type { RunEvent } from "../domain/run.ts";
import type { Verdict } from "../domain/verdict.ts";
import { arbitrarySpecification as specification } from "./arbitrary-specification.ts";
import { count, maybe, text } from "./arbitrary-text.ts";
import { diagnostic as anyDiagnostic } from "./builders.ts";

const phase = fc.constantFrom(...CHECK_PHASES);

const diagnostic: fc.Arbitrary<Diagnostic> = fc
  .record({
    message: text,
    code: maybe(text),
    help: maybe(text),
    span: maybe(fc.record({ file: text, start: count, end: count })),
    phase,
  })
  .map((wishes) => anyDiagnostic(wishes));

const checks = fc.array(
  fc.record({
    phase,
    tool: fc.record({ name: text, version: text }),
    count,
    sandbox: maybe(text),
  }),
  { maxLength: 2 },
);
const diagnostics = fc.array(diagnostic, { maxLength: 2 });

const verdict: fc.Arbitrary<Verdict> = fc.oneof(
  fc.record({ status: fc.constantFrom("accepted", "rejected"), phase, diagnostics, checks }),
  fc.record({
    status: fc.constant("inconclusive" as const),
    reason: fc.constantFrom("timeout", "memory", "tool-crash", "no-sandbox"),
    phase,
    diagnostics,
    checks,
  }),
) as fc.Arbitrary<Verdict>;

const plan: fc.Arbitrary<Plan> = fc.record({
  kind: fc.constantFrom("first", "resample", "repair", "escalation"),
  reason: text,
  basis: maybe(count),
  temperature: maybe(fc.constantFrom(0, 0.2, 1)),
  seed: count,
  draw: count,
  escalation: count,
});

const finishReason = fc.constantFrom("stop", "length", "refusal", "other");
const usage = fc.record({
  input: count,
  output: count,
  cached: count,
  cacheWritten: count,
  reasoning: count,
});

const call: fc.Arbitrary<CallRecord> = fc.record({
  askedOf: text,
  answeredBy: maybe(text),
  source: fc.constantFrom("provider", "batch", "cache", "joined"),
  purpose: fc.constantFrom("answer", "retry", "continuation", "fallback"),
  rule: maybe(text),
  ended: fc.oneof(finishReason, fc.constantFrom("model/quota", "aborted")),
  usage: maybe(usage),
  costUsd: maybe(fc.constantFrom(0, 0.25)),
  isCostEstimated: fc.boolean(),
  savedUsd: fc.constantFrom(0, 0.5),
  timeMs: count,
  firstTextMs: maybe(count),
}) as fc.Arbitrary<CallRecord>;

const response: fc.Arbitrary<ModelResponse> = fc.record({
  text,
  finishReason,
  usage,
  askedOf: text,
  answeredBy: text,
  warnings: fc.array(text, { maxLength: 2 }),
  timeMs: count,
});

const fixes = fc.array(fc.record({ code: maybe(text), title: text }), { maxLength: 2 });

const attempt: fc.Arbitrary<Attempt> = fc.record({
  plan,
  template: text,
  response,
  candidate: maybe(fc.record({ language: text, path: text, text })),
  fixes,
  verdict,
  checkTimeMs: count,
});

const start = fc.record({
  type: fc.constant("run-start" as const),
  runId: text,
  specification,
  path: text,
  profile: text,
  limits: fc.record({
    samples: count,
    repairs: count,
    escalations: count,
    maxOutputTokens: count,
    totalTokens: maybe(count),
    costUsd: maybe(fc.constantFrom(0.5, 2)),
    timeMs: maybe(count),
    checkTimeoutMs: count,
  }),
  model: text,
  seed: count,
});

const number = fc.constantFrom(-0.5, 0, 0.25, 1);
const confidence = fc.record({
  value: number,
  factors: fc.array(fc.record({ name: text, detail: text, contribution: number }), {
    maxLength: 2,
  }),
});

const artifact: fc.Arbitrary<Artifact> = fc.record({
  path: text,
  text,
  evidence: fc.record({
    schemaVersion: fc.constant(1 as const),
    specwrightVersion: text,
    runId: text,
    attempt: fc.integer({ min: 1, max: 99 }),
    specification: fc.record({ name: text, sha256: text }),
    model: fc.record({ askedOf: text, answeredBy: text }),
    language: text,
    profile: text,
    path: text,
    sha256: text,
    fixes,
    checks,
    confidence: maybe(confidence),
    acceptedAt: text,
  }),
});

/** Any event, of every type. */
export const arbitraryEvent: fc.Arbitrary<RunEvent> = fc.oneof(
  start,
  fc.record({ type: fc.constant("injection-found" as const), diagnostics }),
  fc.record({ type: fc.constant("attempt-start" as const), attempt: count, plan }),
  fc.record({ type: fc.constant("text-delta" as const), text }),
  fc.record({ type: fc.constant("text-reset" as const), reason: text }),
  fc.record({
    type: fc.constant("wait-start" as const),
    reason: fc.constantFrom("retry", "rate-limit", "circuit", "batch", "budget"),
    waitMs: maybe(count),
    why: text,
    code: maybe(fc.constantFrom("model/overloaded" as const)),
  }),
  fc.record({ type: fc.constant("call-end" as const), attempt: count, call }),
  fc.record({
    type: fc.constant("response-end" as const),
    attempt: count,
    requestSha256: text,
    response,
  }),
  fc.record({ type: fc.constant("check-start" as const), attempt: count, language: text }),
  fc.record({ type: fc.constant("fix-end" as const), attempt: count, fixes }),
  fc.record({ type: fc.constant("attempt-end" as const), number: count, attempt }),
  fc.record({
    type: fc.constant("run-end" as const),
    status: fc.constantFrom("accepted", "exhausted", "inconclusive", "stopped"),
    artifact: maybe(artifact),
  }),
);
