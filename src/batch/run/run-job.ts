/** One job of a batch, wherever it was taken. */

import type { CallRecord } from "../../domain/call.ts";
import { Fault, isFault } from "../../domain/fault.ts";
import { sortFault } from "../../domain/fault-owner.ts";
import type { JsonValue } from "../../domain/json.ts";
import { withoutBreakPoints } from "../../domain/model.ts";
import { withLedger } from "../../model-access/ledger/with-ledger.ts";
import {
  createPoolBudget,
  type PoolBudget,
} from "../../model-access/shared-pool/create-pool-budget.ts";
import { callModel } from "../../pipeline/model/call-model.ts";
import { findLanguage } from "../../pipeline/prepare-run.ts";
import { drain, generateEvents } from "../../pipeline/run.ts";
import type { BatchStore, TakenJob } from "../../ports/batch-store.ts";
import type { CheckEnvironment, Environment } from "../../ports/environment.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import type { Checker } from "../../ports/language-pack.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import { canonicalJson } from "../../std/canonical-json.ts";
import type { VerifierIdentity } from "./batch-setup.ts";
import { collectJournal } from "./collect-journal.ts";
import {
  type AskJob,
  type AskResult,
  decodeJob,
  encodeAskResult,
  encodeItemResult,
  type FailedResult,
  type ItemJob,
  type ItemJobResult,
} from "./job-wire.ts";

/** What a worker needs: everything but the model, which the batch names. */
export interface WorkEnvironment extends CheckEnvironment {
  /** Opened at the first call, the same one after that. @throws {Fault} `model/*`, `budget/no-consent` */
  modelFor(id: string): Promise<LanguageModel>;
}

export interface RunJobOptions {
  readonly store: BatchStore;
  readonly signal: AbortSignal;
  /** Times that a job is tried when the world fails. @default 3 */
  readonly tries?: number | undefined;
  /** Before the second try; doubled for each after it. @default 2000 */
  readonly pauseMs?: number | undefined;
}

/**
 * The job's result, as JSON.
 *
 * @throws {Fault} where every job would fail so on this machine.
 * @throws `options.signal.reason` when aborted.
 */
export async function runJob(
  taken: TakenJob,
  environment: WorkEnvironment,
  options: RunJobOptions,
): Promise<JsonValue> {
  const job = jobOf(taken);
  return job.kind === "ask"
    ? encodeAskResult(
        await tryAgain(() => ask(job, taken, environment, options), environment, options),
      )
    : encodeItemResult(
        await tryAgain(() => runItem(job, taken, environment, options), environment, options),
      );
}

const decoded = new WeakMap<TakenJob, AskJob | ItemJob>();

/** Read once, however often it is asked for: it may be long. @throws {Fault} `record/unreadable` */
function jobOf(taken: TakenJob): AskJob | ItemJob {
  const job = decoded.get(taken) ?? decodeJob(taken.job.payload);
  decoded.set(taken, job);
  return job;
}

/** How long the job may take, in ms. */
export const timeOf = (taken: TakenJob): number => jobOf(taken).timeMs;

/** The model that the job asks. */
export const modelOf = (taken: TakenJob): string => {
  const job = jobOf(taken);
  return job.kind === "ask" ? job.model : job.setup.model;
};

/** What is kept of a job that can never be done. */
export const failedResult = ({ job }: TakenJob, fault: Fault): JsonValue => {
  const failed = toFailed(fault, []);
  return job.kind === "ask" ? encodeAskResult(failed) : encodeItemResult(failed);
};

async function tryAgain<Result>(
  attempt: () => Promise<Result>,
  { clock }: WorkEnvironment,
  { signal, tries = 3, pauseMs = 2000 }: RunJobOptions,
): Promise<Result | FailedResult> {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      if (!isFault(error)) throw error;
      const owner = sortFault(error);
      if (owner === "machine") throw error;
      if (owner === "job" || count >= tries) return toFailed(error, []);
      await clock.sleep(pauseMs * 2 ** (count - 1), signal);
    }
  }
}

const toFailed = ({ code, message }: Fault, calls: readonly CallRecord[]): FailedResult => ({
  kind: "failed",
  code,
  message,
  calls,
});

async function ask(
  job: AskJob,
  taken: TakenJob,
  environment: WorkEnvironment,
  { store, signal }: RunJobOptions,
): Promise<AskResult> {
  const { clock, sha256 } = environment;
  const { model, budget } = await openPaid(
    { modelId: job.model, capNanoUsd: job.capNanoUsd },
    taken,
    environment,
    { store },
  );
  const prompt = { ...job, answerStart: undefined, stopTexts: [], template: "batch" };
  const steps = callModel(
    prompt,
    {
      kind: job.draw === 0 ? "first" : "resample",
      reason: "",
      basis: undefined,
      temperature: undefined,
      seed: job.seed,
      draw: job.draw,
      escalation: 0,
      shown: "all",
    },
    { model, clock, sha256, budget, signal, attempt: 1, maxOutputTokens: job.maxOutputTokens },
  );
  const calls: CallRecord[] = [];
  let requestSha256 = "";
  for (;;) {
    const { value, done } = await steps.next();
    if (done !== true) {
      if (value.type === "call-end") calls.push(value.call);
      if (value.type === "response-end") ({ requestSha256 } = value);
      continue;
    }
    await budget.flush();
    return value === undefined
      ? toFailed(outOfMoney(), calls)
      : { kind: "answered", response: value, requestSha256, calls };
  }
}

const outOfMoney = (): Fault =>
  new Fault("budget/exceeded", "Cannot ask: what is left of the money does not cover the call");

async function runItem(
  job: ItemJob,
  taken: TakenJob,
  environment: WorkEnvironment,
  { store, signal }: RunJobOptions,
): Promise<ItemJobResult> {
  const { runId, setup, given } = job;
  await refuseOtherVerifier(job, environment);
  const { model, budget } = await openPaid(
    { modelId: setup.model, capNanoUsd: job.capNanoUsd },
    taken,
    environment,
    { store },
  );
  const records = collectJournal(environment.clock, environment.version);
  const { specification, ...wishes } = setup;
  const run: Environment = { ...environment, model, budget, records };
  const options = { ...wishes, runId, given, signal, isExamined: true };
  const outcome = await drain(generateEvents(specification, run, options));
  await budget.flush();
  const limit = outcome.status === "stopped" ? outcome.limit : undefined;
  return { kind: "ran", journal: records.text, limit };
}

/** The model, whose answers are kept, and what pays for them out of the money of all workers. */
async function openPaid(
  { modelId, capNanoUsd }: { readonly modelId: string; readonly capNanoUsd: number | undefined },
  { job, delivery }: TakenJob,
  { modelFor, sha256, clock }: WorkEnvironment,
  { store }: Pick<RunJobOptions, "store">,
): Promise<{ readonly model: LanguageModel; readonly budget: PoolBudget }> {
  const opened = await modelFor(modelId);
  const { batchId } = job;
  const budget = await createPoolBudget({
    pool: store.pool,
    batchId,
    jobId: job.id,
    delivery,
    clock,
    capNanoUsd,
    keepsAnswersByKey: opened.keepsAnswersByKey ?? false,
  });
  const model = withLedger(withKeys(opened, batchId, sha256), {
    ledger: store.answers,
    scope: batchId,
    sha256,
    beforeKeeping: budget.flush,
  });
  return { model, budget };
}

/** Each request under a key of its own, the same whoever sends it, and another one for each draw. */
const withKeys = (
  model: LanguageModel,
  batchId: string,
  sha256: (text: string) => string,
): LanguageModel =>
  wrapModel(model, (request, options) => {
    const hash = sha256(canonicalJson(withoutBreakPoints(request))).slice(0, 24);
    return model.stream(request, { ...options, idempotencyKey: `${batchId}-${hash}` });
  });

/** @throws {Fault} `toolchain/broken` where another verifier is installed here than where the batch was started. */
async function refuseOtherVerifier(
  { verifier, setup }: ItemJob,
  environment: WorkEnvironment,
): Promise<void> {
  if (verifier === undefined) return;
  const pack = findLanguage(environment, setup.specification.language);
  const here = toIdentity(await environment.checkerFor(pack));
  if (isSameVerifier(here, verifier)) return;
  throw new Fault(
    "toolchain/broken",
    `Cannot take part in the batch: it proves ${pack.displayName} with ${describe(verifier)}, and here is ${describe(here)}`,
    { help: "Install the same version here; verdicts of two verifiers are not the same thing" },
  );
}

/** What a checker is told apart by. */
export const toIdentity = ({
  tool,
  digest,
}: Pick<Checker, "tool" | "digest">): VerifierIdentity => ({
  ...tool,
  digest,
});

const isSameVerifier = (a: VerifierIdentity, b: VerifierIdentity): boolean =>
  a.name === b.name && a.version === b.version && a.digest === b.digest;

const describe = ({ name, version, digest }: VerifierIdentity): string =>
  digest === undefined ? `${name} ${version}` : `${name} ${version} (${digest.slice(0, 8)})`;
