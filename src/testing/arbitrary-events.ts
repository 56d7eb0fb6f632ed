/** Events of every shape, for laws about journals. */

import fc from "fast-check";
import type { Artifact } from "../domain/artifact.ts";
import type { Attempt } from "../domain/attempt.ts";
import type { CallRecord } from "../domain/call.ts";
import { CHECK_PHASES } from "../domain/check-phase.ts";
import { CONSTRAINT_LEVELS, STRICTNESSES } from "../domain/decoding.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import { FALLBACK_STRATEGIES } from "../domain/fallback.ts";
import type { ModelResponse } from "../domain/model.ts";
import { type Plan, SHOWN_CONTEXTS } from "../domain/plan.ts";
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
const notRun = fc.array(fc.record({ phase, tool: text, why: text }), { maxLength: 1 });
const companions = fc.array(fc.record({ path: text, text }), { maxLength: 2 });

const verdict: fc.Arbitrary<Verdict> = fc.oneof(
  fc.record({
    status: fc.constantFrom("accepted", "rejected"),
    phase,
    diagnostics,
    checks,
    notRun,
  }),
  fc.record({
    status: fc.constant("inconclusive" as const),
    reason: fc.constantFrom("timeout", "memory", "tool-crash", "no-sandbox"),
    phase,
    diagnostics,
    checks,
    notRun,
  }),
) as fc.Arbitrary<Verdict>;

const plan: fc.Arbitrary<Plan> = fc.record({
  kind: fc.constantFrom("first", "resample", "repair", "completion", "escalation"),
  reason: text,
  basis: maybe(count),
  temperature: maybe(fc.constantFrom(0, 0.2, 1)),
  seed: count,
  draw: count,
  escalation: count,
  shown: fc.constantFrom(...SHOWN_CONTEXTS),
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
  candidate: maybe(fc.record({ language: text, path: text, text, companions })),
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
  isConstrained: fc.boolean(),
  fallbacks: fc.subarray([...FALLBACK_STRATEGIES]),
  templates: fc.dictionary(text, text, { maxKeys: 2, noNullPrototype: true }),
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
  companions,
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
    companions: fc.array(fc.record({ path: text, sha256: text }), { maxLength: 1 }),
    fixes,
    checks,
    notRun,
    confidence: maybe(confidence),
    acceptedAt: text,
  }),
});

const level = fc.constantFrom(...CONSTRAINT_LEVELS);
const enforcementReport = fc.record({
  constraint: text,
  by: text,
  levels: fc.array(
    fc.record({
      level,
      how: fc.constantFrom("enforced" as const, "weakened" as const, "ignored" as const),
      why: text,
    }),
    { maxLength: 4 },
  ),
});
const spread = fc.record({
  count,
  mean: count,
  p50: count,
  p95: count,
  p99: count,
  max: count,
});
const decodingReport = fc.record({
  tokens: count,
  sampled: count,
  forced: count,
  drafted: count,
  draftsKept: count,
  takenBack: count,
  refusals: fc.record({ syntax: count, type: count, semantic: count, context: count }),
  relaxations: fc.array(
    fc.record({ to: fc.constantFrom(...STRICTNESSES), atToken: count, why: text }),
    { maxLength: 2 },
  ),
  ended: fc.constantFrom(
    "complete" as const,
    "closed" as const,
    "length" as const,
    "stuck" as const,
  ),
  timeMs: count,
  modelMs: count,
  constraintMs: count,
  perToken: spread,
  perMask: spread,
  perStatement: spread,
  cacheHits: count,
  cacheLookups: count,
});

/** Any event, of every type. */
export const arbitraryEvent: fc.Arbitrary<RunEvent> = fc.oneof(
  start,
  fc.record({ type: fc.constant("injection-found" as const), diagnostics }),
  fc.record({ type: fc.constant("enforcement-planned" as const), report: enforcementReport }),
  fc.record({
    type: fc.constant("decoding-end" as const),
    attempt: count,
    report: decodingReport,
  }),
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
    type: fc.constant("fallback-end" as const),
    strategy: fc.constantFrom(...FALLBACK_STRATEGIES),
    reason: text,
    model: text,
    timeMs: count,
    fallback: maybe(
      fc.record({
        strategy: fc.constantFrom(...FALLBACK_STRATEGIES),
        path: text,
        text,
        companions,
        openPoints: fc.array(text, { maxLength: 2 }),
        verdict,
      }),
    ),
  }),
  fc.record({
    type: fc.constant("run-end" as const),
    status: fc.constantFrom("accepted", "exhausted", "inconclusive", "stopped"),
    limit: maybe(fc.constantFrom("tokens" as const, "time" as const, "money" as const)),
    artifact: maybe(artifact),
  }),
);
