/** Events of every shape, for laws about journals. */

import fc from "fast-check";
import type { Attempt } from "../domain/attempt.ts";
import { CHECK_PHASES } from "../domain/check-phase.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import type { ModelResponse } from "../domain/model.ts";
import type { Plan } from "../domain/plan.ts";
import type { RunEvent } from "../domain/run.ts";
import type { Verdict } from "../domain/verdict.ts";
import { diagnostic as anyDiagnostic, setup } from "./builders.ts";

const text = fc.string({ unit: "binary", maxLength: 20 });
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const count = fc.nat(1000);
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
  kind: fc.constantFrom("first", "resample", "repair"),
  reason: text,
  basis: maybe(count),
  temperature: maybe(fc.constantFrom(0, 0.2, 1)),
  seed: count,
});

const response: fc.Arbitrary<ModelResponse> = fc.record({
  text,
  finishReason: fc.constantFrom("stop", "length", "refusal", "other"),
  usage: fc.record({ input: count, output: count, cached: count, reasoning: count }),
  askedOf: text,
  answeredBy: text,
  warnings: fc.array(text, { maxLength: 2 }),
  timeMs: count,
});

const attempt: fc.Arbitrary<Attempt> = fc.record({
  plan,
  template: text,
  response,
  candidate: maybe(fc.record({ language: text, path: text, text })),
  verdict,
  checkTimeMs: count,
});

/** Any event that a journal keeps. */
export const arbitraryEvent: fc.Arbitrary<RunEvent> = fc.oneof(
  fc.constant({ type: "run-start" as const, runId: "r", ...setup() }),
  fc.record({ type: fc.constant("attempt-start" as const), attempt: count, plan }),
  fc.record({ type: fc.constant("response-end" as const), attempt: count, requestSha256: text, response }),
  fc.record({ type: fc.constant("attempt-end" as const), number: count, attempt }),
  fc.record({
    type: fc.constant("run-end" as const),
    status: fc.constantFrom("accepted" as const, "exhausted" as const),
    artifact: fc.constant(undefined),
  }),
);
