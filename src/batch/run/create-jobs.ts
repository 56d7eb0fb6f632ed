/** Jobs, from what they are: the same batch comes to the same jobs, whoever works them out. */

import type { BatchItem, GivenAnswer, PlannedCall } from "../../domain/batch.ts";
import type { Prompt } from "../../domain/prompt.ts";
import type { BatchJob } from "../../ports/batch-store.ts";
import { canonicalJson } from "../../std/canonical-json.ts";
import type { BatchSetup } from "./batch-setup.ts";
import { type AskJob, encodeJob, type ItemJob } from "./job-wire.ts";

type Sha256 = (text: string) => string;

/** Calls come before runs: while models answer, what has come is judged. */
const PRIORITY = { ask: 0, item: 1 } as const;

/** The id of an item's run. */
export const runIdOf = ({ batchId }: Pick<BatchSetup, "batchId">, item: string, sha256: Sha256) =>
  `${batchId}-${sha256(item).slice(0, 8)}`;

/** A seed below 2 ** 31, from the batch's seed and what it is for. */
export const seedOf = ({ seed }: Pick<BatchSetup, "seed">, what: string, sha256: Sha256): number =>
  Number.parseInt(sha256(`${seed} ${what}`).slice(0, 8), 16) >>> 1;

/** The job of asking for all items of a call. */
export function createAskJob(
  setup: BatchSetup,
  { messages, breakPoints }: Pick<Prompt, "messages" | "breakPoints">,
  {
    call,
    draw,
    sha256,
  }: { readonly call: PlannedCall; readonly draw: number; readonly sha256: Sha256 },
): BatchJob {
  const job: AskJob = {
    kind: "ask",
    model: setup.model,
    messages,
    breakPoints,
    maxOutputTokens: call.outputTokens,
    seed: seedOf(setup, call.id, sha256),
    draw,
    capNanoUsd: setup.capNanoUsd,
    timeMs: setup.jobTimeMs,
  };
  return toJob(setup, job, sha256);
}

/** The job of an item's run. */
export function createItemJob(
  setup: BatchSetup,
  { id, specification }: BatchItem,
  {
    profile,
    given,
    sha256,
  }: {
    readonly profile: string;
    readonly given: GivenAnswer | undefined;
    readonly sha256: Sha256;
  },
): BatchJob {
  const job: ItemJob = {
    kind: "item",
    runId: runIdOf(setup, id, sha256),
    setup: {
      specification,
      path: specification.path,
      profile,
      limits: setup.limits,
      model: setup.model,
      seed: seedOf(setup, id, sha256),
      // Answers come for many items at once, or are given: nothing holds their tokens.
      isConstrained: false,
      fallbacks: setup.fallbacks,
    },
    given,
    verifier: setup.verifiers[specification.language],
    capNanoUsd: setup.capNanoUsd,
    timeMs: setup.jobTimeMs,
  };
  return toJob(setup, job, sha256);
}

function toJob({ batchId }: BatchSetup, job: AskJob | ItemJob, sha256: Sha256): BatchJob {
  const payload = encodeJob(job);
  const id = `${batchId}-${job.kind}-${sha256(canonicalJson(payload)).slice(0, 24)}`;
  return { id, batchId, kind: job.kind, priority: PRIORITY[job.kind], payload };
}
