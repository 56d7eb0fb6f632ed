import type { Artifact } from "../../domain/artifact.ts";
import type { Attempt } from "../../domain/attempt.ts";
import type { Confidence } from "../../domain/confidence.ts";
import type { RunSetup } from "../../domain/run.ts";
import type { Clock } from "../../ports/clock.ts";
import { canonicalJson } from "../../std/canonical-json.ts";

export interface SealArtifactOptions {
  readonly runId: string;
  readonly setup: RunSetup;
  /** Number of the attempt, from 1. */
  readonly number: number;
  readonly confidence: Confidence;
  readonly version: string;
  readonly sha256: (text: string) => string;
  readonly clock: Clock;
}

/**
 * An accepted attempt → artifact with its evidence.
 *
 * @throws {TypeError} for an attempt that was not accepted: no path may lead there.
 */
export function sealArtifact(attempt: Attempt, options: SealArtifactOptions): Artifact {
  const { candidate, fixes, verdict, response } = attempt;
  if (verdict.status !== "accepted" || candidate === undefined) {
    throw new TypeError("Cannot seal an artifact: the attempt was not accepted");
  }
  const { setup, sha256 } = options;
  return {
    path: candidate.path,
    text: candidate.text,
    companions: candidate.companions,
    evidence: {
      schemaVersion: 1,
      specwrightVersion: options.version,
      runId: options.runId,
      attempt: options.number,
      specification: {
        name: setup.specification.name,
        sha256: sha256(canonicalJson(setup.specification)),
      },
      model: { askedOf: response.askedOf, answeredBy: response.answeredBy },
      language: candidate.language,
      profile: setup.profile,
      path: candidate.path,
      sha256: sha256(candidate.text),
      companions: candidate.companions.map(({ path, text }) => ({ path, sha256: sha256(text) })),
      fixes,
      checks: verdict.checks,
      notRun: verdict.notRun,
      confidence: options.confidence,
      acceptedAt: new Date(options.clock.now()).toISOString(),
    },
  };
}
