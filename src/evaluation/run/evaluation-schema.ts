/** The shape of an evaluation's files; `evaluation-schema.test-d.ts` holds it equal to the domain's types. */

import { z } from "zod";
import { CHECK_PHASES } from "../../domain/check-phase.ts";
import { COMPLEXITIES } from "../../domain/evaluation.ts";
import { FALLBACK_STRATEGIES } from "../../domain/fallback.ts";
import { FAULTS, type FaultCode } from "../../domain/fault.ts";
import { decodingReport } from "../../pipeline/record/decoding-schema.ts";
import { maybe } from "../../pipeline/record/maybe.ts";

const count = z.int().nonnegative();
const texts = z.record(z.string(), z.string());
const faultCode = z.enum(Object.keys(FAULTS) as [FaultCode, ...FaultCode[]]);

const limits = z.object({
  samples: count.optional(),
  repairs: count.optional(),
  escalations: count.optional(),
  maxOutputTokens: count.optional(),
  totalTokens: count.optional(),
  costUsd: z.number().optional(),
  timeMs: count.optional(),
  checkTimeoutMs: count.optional(),
});

const solver = z.object({
  id: z.string(),
  model: z.string(),
  templates: texts,
  profile: maybe(z.string()),
  limits,
  isConstrained: z.boolean(),
});

/** Reads `setup.json`. */
export const setupSchema = z.object({
  schemaVersion: z.literal(1),
  dataset: z.string(),
  tasksSha256: z.string(),
  taskIds: z.array(z.string()),
  solvers: z.array(solver),
  epochs: z.int().positive(),
  seed: z.int(),
  scorers: z.array(z.string()),
  maxUsd: z.number().positive().optional(),
  shares: z.record(z.string(), z.record(z.string(), z.number().min(0).max(1))).optional(),
  specwrightVersion: z.string(),
  imported: z
    .object({
      format: z.enum(["promptfoo", "inspect"]),
      tool: z.string(),
      file: z.string(),
      sha256: z.string(),
    })
    .optional(),
});

const score = z.object({
  scorer: z.string(),
  value: z.enum(["pass", "fail", "inconclusive", "not-applicable"]),
  reason: z.string(),
});

/** Reads a line of `results.jsonl`. */
export const resultSchema = z.object({
  index: count,
  task: z.string(),
  category: z.string(),
  complexity: z.enum(COMPLEXITIES),
  language: z.string(),
  split: z.enum(["development", "held-out"]),
  solver: z.string(),
  model: z.string(),
  epoch: count,
  seed: z.int(),
  runId: z.string(),
  status: z.enum(["accepted", "unsolved", "inconclusive", "stopped", "error"]),
  limit: maybe(z.enum(["tokens", "time", "money"])),
  fault: maybe(z.object({ code: faultCode, message: z.string() })),
  isFirstPass: z.boolean(),
  attempts: count,
  diagnostics: z.array(
    z.object({
      attempt: z.int().positive(),
      phase: z.enum(CHECK_PHASES),
      code: maybe(z.string()),
      message: z.string(),
    }),
  ),
  fixes: count,
  fallback: maybe(z.enum(FALLBACK_STRATEGIES)),
  scores: z.array(score),
  calls: count,
  usage: z.object({
    input: count,
    output: count,
    cached: count,
    cacheWritten: count,
    reasoning: count,
  }),
  costUsd: z.number(),
  unpricedCalls: count,
  savedUsd: z.number(),
  wastedUsd: z.number(),
  templates: texts,
  confidence: maybe(z.number()),
});

/** Reads a line of `timings.jsonl`. */
export const timingSchema = z.object({
  index: count,
  startedAt: z.string(),
  totalMs: z.number(),
  modelMs: z.number(),
  checkMs: z.number(),
  scoreMs: z.number(),
  attempts: z.array(z.object({ modelMs: z.number(), checkMs: z.number() })),
  decoding: z.array(decodingReport),
});
