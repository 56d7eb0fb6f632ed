/** The shape of events in a journal; `event-schema.test-d.ts` holds it equal to the domain's types. */

import { z } from "zod";
import { CHECK_PHASES } from "../../domain/check-phase.ts";
import { FALLBACK_STRATEGIES } from "../../domain/fallback.ts";
import { FAULTS, type FaultCode } from "../../domain/fault.ts";
import { SHOWN_CONTEXTS } from "../../domain/plan.ts";
import { FINISH_REASONS } from "../../domain/token-usage.ts";
import { decodingReport, enforcementReport } from "./decoding-schema.ts";
import { maybe } from "./maybe.ts";
import { specification } from "./specification-schema.ts";

const phase = z.enum(CHECK_PHASES);
const count = z.int().nonnegative();
const span = z.object({ file: z.string(), start: count, end: count });

const diagnostic = z.object({
  tool: z.string(),
  code: maybe(z.string()),
  phase,
  category: z.enum([
    "syntax",
    "name",
    "type",
    "bypass",
    "specification-changed",
    "test",
    "resource",
    "response",
    "other",
  ]),
  severity: z.enum(["error", "warning", "information", "hint"]),
  message: z.string(),
  span: maybe(span),
  related: z.array(z.object({ message: z.string(), span: maybe(span) })),
  help: maybe(z.string()),
  facts: z.record(z.string(), z.json()),
  fixes: z.array(
    z.object({
      title: z.string(),
      confidence: z.number(),
      edits: z.array(z.object({ span, text: z.string() })),
    }),
  ),
  raw: z.string(),
});
/** Reads a diagnostic; what was `undefined` comes as `null`. */
export const diagnosticSchema = diagnostic;

const checkRecord = z.object({
  phase,
  tool: z.object({ name: z.string(), version: z.string() }),
  count,
  sandbox: maybe(z.string()),
  toolchain: maybe(z.string()).optional(),
  rememberedFrom: maybe(z.string()).optional(),
});

const notRun = z.array(z.object({ phase, tool: z.string(), why: z.string() })).default([]);

const decided = {
  phase,
  diagnostics: z.array(diagnostic),
  checks: z.array(checkRecord),
  notRun,
};
/** Reads a verdict; what was `undefined` comes as `null`. */
export const verdictSchema = z.discriminatedUnion("status", [
  z.object({ status: z.literal("accepted"), ...decided }),
  z.object({ status: z.literal("rejected"), ...decided }),
  z.object({
    status: z.literal("inconclusive"),
    reason: z.enum(["timeout", "memory", "tool-crash", "no-sandbox"]),
    ...decided,
  }),
]);

const plan = z.object({
  kind: z.enum(["first", "resample", "repair", "completion", "escalation"]),
  reason: z.string(),
  basis: maybe(count),
  temperature: maybe(z.number()),
  seed: z.int(),
  draw: count.default(0),
  escalation: count.default(0),
  shown: z.enum(SHOWN_CONTEXTS).default("all"),
});

const finishReason = z.enum(FINISH_REASONS);
const usage = z.object({
  input: count,
  output: count,
  cached: count,
  cacheWritten: count.default(0),
  reasoning: count,
});

const response = z.object({
  text: z.string(),
  finishReason,
  usage,
  askedOf: z.string(),
  answeredBy: z.string(),
  warnings: z.array(z.string()),
  timeMs: z.number(),
});

const fixes = z.array(z.object({ code: maybe(z.string()), title: z.string() }));

const source = z.object({ path: z.string(), text: z.string() });
const companions = z.array(source).default([]);

const attempt = z.object({
  plan,
  template: z.string(),
  response,
  candidate: maybe(
    z.object({ language: z.string(), path: z.string(), text: z.string(), companions }),
  ),
  fixes,
  verdict: verdictSchema,
  checkTimeMs: z.number(),
});

const faultCode = z.enum(Object.keys(FAULTS) as [FaultCode, ...FaultCode[]]);

const call = z.object({
  askedOf: z.string(),
  answeredBy: maybe(z.string()),
  source: z.enum(["provider", "batch", "cache", "joined"]),
  purpose: z.enum(["answer", "retry", "continuation", "fallback"]),
  rule: maybe(z.string()),
  route: maybe(
    z.object({
      route: z.string(),
      isTaken: z.boolean(),
      share: z.number(),
      isCounted: z.boolean(),
    }),
  ).optional(),
  ended: z.union([finishReason, faultCode, z.literal("aborted")]),
  usage: maybe(usage),
  costUsd: maybe(z.number()),
  isCostEstimated: z.boolean(),
  savedUsd: z.number(),
  timeMs: z.number(),
  firstTextMs: maybe(z.number()),
});

const confidence = z.object({
  value: z.number(),
  factors: z.array(z.object({ name: z.string(), detail: z.string(), contribution: z.number() })),
});

/** Reads what stands beside an accepted file. */
export const evidenceSchema = z.object({
  schemaVersion: z.literal(1),
  specwrightVersion: z.string(),
  runId: z.string(),
  attempt: z.int().positive(),
  specification: z.object({ name: z.string(), sha256: z.string() }),
  model: z.object({ askedOf: z.string(), answeredBy: z.string() }),
  language: z.string(),
  profile: z.string(),
  path: z.string(),
  sha256: z.string(),
  companions: z.array(z.object({ path: z.string(), sha256: z.string() })).default([]),
  fixes,
  checks: z.array(checkRecord),
  notRun,
  confidence: maybe(confidence),
  acceptedAt: z.string(),
});

const artifact = z.object({
  path: z.string(),
  text: z.string(),
  companions,
  evidence: evidenceSchema,
});

/** Reads an event; what was `undefined` comes as `null`. */
export const eventSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("run-start"),
    runId: z.string(),
    specification,
    path: z.string(),
    profile: z.string(),
    limits: z.object({
      samples: count,
      repairs: count,
      escalations: count.default(0),
      maxOutputTokens: count,
      totalTokens: maybe(count),
      costUsd: maybe(z.number()),
      timeMs: maybe(count),
      checkTimeoutMs: count,
    }),
    model: z.string(),
    seed: z.int(),
    isConstrained: z.boolean().default(false),
    fallbacks: z.array(z.enum(FALLBACK_STRATEGIES)).default([...FALLBACK_STRATEGIES]),
    templates: z.record(z.string(), z.string()).default({}),
  }),
  z.object({ type: z.literal("injection-found"), diagnostics: z.array(diagnostic) }),
  z.object({ type: z.literal("enforcement-planned"), report: enforcementReport }),
  z.object({ type: z.literal("attempt-start"), attempt: count, plan }),
  z.object({ type: z.literal("text-delta"), text: z.string() }),
  z.object({ type: z.literal("text-reset"), reason: z.string() }),
  z.object({
    type: z.literal("wait-start"),
    reason: z.enum(["retry", "rate-limit", "circuit", "batch", "budget"]),
    waitMs: maybe(z.number()),
    why: z.string(),
    code: maybe(faultCode),
  }),
  z.object({ type: z.literal("decoding-end"), attempt: count, report: decodingReport }),
  z.object({ type: z.literal("call-end"), attempt: count, call }),
  z.object({
    type: z.literal("response-end"),
    attempt: count,
    requestSha256: z.string(),
    response,
  }),
  z.object({ type: z.literal("answer-cut"), attempt: count, text: z.string() }),
  z.object({ type: z.literal("check-start"), attempt: count, language: z.string() }),
  z.object({ type: z.literal("fix-end"), attempt: count, fixes }),
  z.object({ type: z.literal("attempt-end"), number: count, attempt }),
  z.object({
    type: z.literal("fallback-end"),
    strategy: z.enum(FALLBACK_STRATEGIES),
    reason: z.string(),
    model: z.string(),
    timeMs: z.number(),
    fallback: maybe(
      z.object({
        strategy: z.enum(FALLBACK_STRATEGIES),
        path: z.string(),
        text: z.string(),
        companions: z.array(source),
        openPoints: z.array(z.string()),
        verdict: verdictSchema,
      }),
    ),
  }),
  z.object({
    type: z.literal("run-end"),
    status: z.enum(["accepted", "exhausted", "inconclusive", "stopped"]),
    limit: maybe(z.enum(["tokens", "time", "money"])),
    artifact: maybe(artifact),
  }),
]);
