/** The compiler refuses this file when the schema of an evaluation's files and the domain's types differ. */

import type { z } from "zod";
import type { EvaluationSetup, SampleResult, SampleTiming } from "../../domain/evaluation.ts";
import type { resultSchema, setupSchema, timingSchema } from "./evaluation-schema.ts";

export const readsResults = (read: z.output<typeof resultSchema>): SampleResult => read;
export const readsTimings = (read: z.output<typeof timingSchema>): SampleTiming => read;
export const readsSetups = (read: z.output<typeof setupSchema>): Omit<EvaluationSetup, "solvers"> =>
  read;
