import type { AuditLog } from "../../ports/audit-log.ts";
import type { Budget } from "../../ports/budget.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Files } from "../../ports/files.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import type { ModelBatches } from "../../ports/model-batches.ts";
import type { PriceList } from "../../ports/price-list.ts";
import type { Random } from "../../ports/random.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import { closeAll } from "../close-all.ts";
import { waitForMoney } from "../money/wait-for-money.ts";
import { createBatchIndex } from "./batch-index.ts";
import { type ItemOutcome, waitForOutcome } from "./batch-item.ts";
import { createBatchJournals } from "./batch-journals.ts";
import { createBatchLedger } from "./batch-ledger.ts";
import { createDispatcher } from "./create-dispatcher.ts";
import { requestKey } from "./request-key.ts";
import { tellOutcome } from "./tell-outcome.ts";

export interface BatchingOptions {
  /** The model as it answers alone: its facts and its end are taken, its `stream` is not. */
  readonly model: LanguageModel;
  readonly batches: ModelBatches;
  /** Journals go to `.specwright/batches` of its root. */
  readonly files: Files;
  readonly clock: Clock;
  readonly random: Random;
  /** SHA-256 of a text's UTF-8, in hex. */
  readonly sha256: (text: string) => string;
  /** What pays where a call names no budget of its own. */
  readonly budget: Budget;
  readonly prices: PriceList;
  readonly audit: AuditLog;
  /** When nothing new was asked for so long, what was asked is sent as one batch. @default 2000 */
  readonly collectMs?: number | undefined;
  /** Before the first look at a batch; later ones come half as often again, each. @default 10_000 */
  readonly pollMs?: number | undefined;
  /** @default 300_000 */
  readonly maxPollMs?: number | undefined;
  /** Longest time of a submission. @default 300_000 */
  readonly submitMs?: number | undefined;
  /** So long after a batch was meant to be sent, one that is not there was never accepted. @default 360_000 */
  readonly settleMs?: number | undefined;
  /** How long answers of earlier batches are used again: as long as providers keep them. @default 29 days */
  readonly keptMs?: number | undefined;
  /** Batches that hold a request whose failure may pass, before it fails. @default 3 */
  readonly maxTries?: number | undefined;
}

const DAY_MS = 24 * 3_600_000;

/**
 * A model that is asked through its provider's batch interface: what is asked at about the same time goes out together,
 * answers come minutes or hours later, at the batch price. A journal is written ahead of every step, so that a process
 * that is killed at any moment pays for nothing twice: the same requests, asked again, are answered from what was sent.
 *
 * It accounts for itself: money is held at the worst case before a batch is sent, and every call ends with `call-end`.
 * Aborting a caller leaves the batch at the provider.
 *
 * @throws {Fault} from `stream`: `model/batch-failed`, other `model/*`, `budget/*`, `record/unreadable`, `storage/*`.
 */
export function createBatchingModel(options: BatchingOptions): LanguageModel {
  const { model, batches, files, clock, random, sha256, audit } = options;
  const { maxTries = 3, keptMs = 29 * DAY_MS } = options;
  const journals = createBatchJournals(files);
  const index = createBatchIndex(journals, { modelId: model.id, clock, keptMs });
  const ledger = createBatchLedger(model, options.prices.find(model.id));
  const dispatcher = createDispatcher({
    modelId: model.id,
    parts: {
      batches,
      journals,
      index,
      ledger,
      clock,
      audit,
      pollMs: options.pollMs ?? 10_000,
      maxPollMs: options.maxPollMs ?? 300_000,
      submitMs: options.submitMs ?? 300_000,
      settleMs: options.settleMs ?? 360_000,
    },
    random,
    sha256,
    collectMs: options.collectMs ?? 2000,
    maxTries,
  });
  let loading: Promise<void> | undefined;

  const load = (): Promise<void> => {
    loading ??= index.refresh().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };

  const stream: LanguageModel["stream"] = async function* (request, call = {}) {
    const { signal } = call;
    signal?.throwIfAborted();
    const sentAt = clock.elapsed();
    const budget = call.budget ?? options.budget;
    const key = requestKey(request, model.id, sha256);
    await load();
    signal?.throwIfAborted();

    const isNew = !dispatcher.has(key) && index.find(key) === undefined;
    if (isNew) {
      const worst = ledger.worstCase(request) ?? 0;
      if (budget.foresee(worst) === "later") yield waitForMoney(worst);
      await ledger.reserve(key, request, budget, signal);
    }
    const { item, isShared } = dispatcher.join(key, request, budget);
    let outcome: ItemOutcome;
    try {
      outcome = yield* waitForOutcome(item, signal);
    } finally {
      dispatcher.leave(item);
    }
    const timeMs = clock.elapsed() - sentAt;
    yield* tellOutcome(item, outcome, {
      model,
      ledger,
      index,
      audit,
      call,
      budget,
      timeMs,
      isShared,
    });
  };

  return {
    ...wrapModel(model, stream, { continuesAnswerStart: false }),
    async [Symbol.asyncDispose]() {
      await dispatcher.close();
      ledger.close();
      await closeAll([journals, batches, model]);
    },
  };
}
