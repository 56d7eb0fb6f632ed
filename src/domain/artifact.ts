/** An accepted candidate, with what anyone needs to check it again. */

import type { Confidence } from "./confidence.ts";
import type { AppliedFix } from "./diagnostic.ts";
import type { SourceText } from "./source-text.ts";
import type { CheckRecord, NotRunCheck } from "./verdict.ts";

export interface Evidence {
  readonly schemaVersion: 1;
  readonly specwrightVersion: string;
  readonly runId: string;
  /** Number of the attempt that was accepted, from 1. */
  readonly attempt: number;
  readonly specification: { readonly name: string; readonly sha256: string };
  readonly model: { readonly askedOf: string; readonly answeredBy: string };
  readonly language: string;
  readonly profile: string;
  readonly path: string;
  readonly sha256: string;
  readonly companions: readonly { readonly path: string; readonly sha256: string }[];
  /** Applied to what the model wrote, without asking it again. */
  readonly fixes: readonly AppliedFix[];
  readonly checks: readonly CheckRecord[];
  /** What would have been checked, had its tool been here. */
  readonly notRun: readonly NotRunCheck[];
  /** Computed from the attempts; `undefined` for artifacts sealed before it was measured. */
  readonly confidence: Confidence | undefined;
  /** ISO 8601, UTC. */
  readonly acceptedAt: string;
}

export interface Artifact {
  readonly path: string;
  readonly text: string;
  readonly companions: readonly SourceText[];
  readonly evidence: Evidence;
}
