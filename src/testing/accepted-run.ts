/** A run over a file of contracts that ended well, as its journal tells it. */

import type { Artifact } from "../domain/artifact.ts";
import type { RunEvent } from "../domain/run.ts";
import { fillSlots } from "../domain/slot.ts";
import type { FormalSpecification } from "../domain/specification.ts";
import type { CheckRecord } from "../domain/verdict.ts";
import { sealArtifact } from "../pipeline/artifact/seal-artifact.ts";
import { sha256 } from "../platform/sha256.ts";
import { accepted, attempt as anAttempt, plan, rejected, response, setup } from "./builders.ts";
import { createFakeClock } from "./fake-clock.ts";
import { promisingSpecification } from "./fake-formal-pack.ts";

export interface AcceptedRunOptions {
  readonly runId?: string | undefined;
  readonly specification?: FormalSpecification | undefined;
  /** What stands in its slots. @default a short text in each */
  readonly inside?: string | undefined;
  readonly tool?: CheckRecord["tool"] | undefined;
  readonly toolchain?: string | undefined;
}

/** Accepted at its second attempt. */
export function acceptedRun({
  runId = "run-1",
  specification = promisingSpecification(),
  inside = "\nsomething\n",
  tool = { name: "prover", version: "1" },
  toolchain = "digest of 1",
}: AcceptedRunOptions = {}): { readonly events: readonly RunEvent[]; readonly artifact: Artifact } {
  const run = setup({ specification, path: specification.path });
  const text = fillSlots(
    specification,
    new Map(specification.slots.map(({ name }) => [name, inside])),
  );
  const record: CheckRecord = { phase: "proof", tool, count: 1, sandbox: undefined, toolchain };
  const candidate = { language: "toy", path: specification.path, text, companions: [] };
  const first = anAttempt({ candidate, verdict: rejected() });
  const second = anAttempt({ candidate, verdict: accepted({ phase: "proof", checks: [record] }) });
  const artifact = sealArtifact(second, {
    runId,
    setup: run,
    number: 2,
    confidence: { value: 1, factors: [] },
    version: "1.2.3",
    sha256,
    clock: createFakeClock(),
  });
  const attempts = [first, second].flatMap((attempt, at): readonly RunEvent[] => [
    { type: "attempt-start", attempt: at + 1, plan: plan() },
    { type: "response-end", attempt: at + 1, requestSha256: sha256(`${at}`), response: response() },
    { type: "attempt-end", number: at + 1, attempt },
  ]);
  return {
    artifact,
    events: [
      { type: "run-start", runId, ...run },
      ...attempts,
      { type: "run-end", status: "accepted", limit: undefined, artifact },
    ],
  };
}
