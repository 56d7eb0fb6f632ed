/**
 * What other tools' formats have no place for: it rides in a sample's metadata, under `specwright`, and makes what was
 * exported the same when it is imported again.
 */

import { z } from "zod";
import type { EvaluationSetup, SampleResult, SampleTiming } from "../../../domain/evaluation.ts";
import { maybe } from "../../../pipeline/record/maybe.ts";
import { withoutKeys } from "../../../std/without-keys.ts";
import { resultSchema, setupSchema, timingSchema } from "../../run/evaluation-schema.ts";
import type { StoredSample } from "./open-samples.ts";

/** The key of metadata that holds it. */
export const OWN_KEY = "specwright";

const VERSION = 1;

/** What a foreign sample holds itself. */
const FOREIGN = ["index", "task", "solver", "model", "scores", "usage", "costUsd"] as const;

/** All of a result but that. */
const partSchema = resultSchema
  .omit({
    index: true,
    task: true,
    solver: true,
    model: true,
    scores: true,
    usage: true,
    costUsd: true,
  })
  .extend({
    schemaVersion: z.literal(VERSION),
    timing: maybe(timingSchema.omit({ index: true })),
  });

export interface OwnPart extends Omit<SampleResult, (typeof FOREIGN)[number]> {
  readonly schemaVersion: typeof VERSION;
  readonly timing: Omit<SampleTiming, "index"> | undefined;
}

export const toOwnPart = ({ result, timing }: StoredSample): OwnPart => ({
  ...withoutKeys(result, FOREIGN),
  schemaVersion: VERSION,
  timing: timing && withoutKeys(timing, ["index"]),
});

/** `undefined` where metadata has none. @throws {z.ZodError} where it was changed, or another version wrote it */
export function readOwnPart(metadata: Readonly<Record<string, unknown>>): OwnPart | undefined {
  const own = metadata[OWN_KEY];
  return own === undefined ? undefined : partSchema.parse(own);
}

/** In groups: other tools take a long word for a key, and write `[REDACTED]` instead. */
const grouped = z.string().transform((hash) => hash.replaceAll(" ", ""));
const ownSetupSchema = z.object({
  schemaVersion: z.literal(VERSION),
  setup: setupSchema.extend({ tasksSha256: grouped }),
});

/** An evaluation's setup, to ride in the metadata of a file. */
export const toOwnSetup = (setup: EvaluationSetup) => ({
  schemaVersion: VERSION,
  setup: { ...setup, tasksSha256: setup.tasksSha256.replaceAll(/.{8}(?=.)/g, "$& ") },
});

/** `undefined` where there is none. @throws {z.ZodError} where it was changed, or another version wrote it */
export const readOwnSetup = (own: unknown): EvaluationSetup | undefined =>
  own === undefined || own === null
    ? undefined
    : (ownSetupSchema.parse(own).setup as EvaluationSetup);
