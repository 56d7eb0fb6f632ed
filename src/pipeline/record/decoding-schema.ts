/** The shape of what is told about constrained answers, as it stands in a journal. */

import { z } from "zod";
import { CONSTRAINT_LEVELS, STRICTNESSES } from "../../domain/decoding.ts";

const count = z.int().nonnegative();
const level = z.enum(CONSTRAINT_LEVELS);

export const enforcementReport = z.object({
  constraint: z.string(),
  by: z.string(),
  levels: z.array(
    z.object({ level, how: z.enum(["enforced", "weakened", "ignored"]), why: z.string() }),
  ),
});

const spread = z.object({
  count,
  mean: z.number(),
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
  max: z.number(),
});

export const decodingReport = z.object({
  tokens: count,
  sampled: count,
  forced: count,
  drafted: count,
  draftsKept: count,
  takenBack: count,
  refusals: z.record(level, count),
  relaxations: z.array(z.object({ to: z.enum(STRICTNESSES), atToken: count, why: z.string() })),
  ended: z.enum(["complete", "closed", "length", "stuck"]),
  timeMs: z.number(),
  modelMs: z.number(),
  constraintMs: z.number(),
  perToken: spread,
  perMask: spread,
  perStatement: spread,
  cacheHits: count,
  cacheLookups: count,
});
