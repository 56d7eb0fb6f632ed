import type {
  Experimental_BatchV4 as BatchV4,
  Experimental_BatchV4ItemResult as BatchV4ItemResult,
  Experimental_BatchV4StartResult as BatchV4StartResult,
  Experimental_BatchV4Status as BatchV4Status,
  SharedV4ProviderOptions,
} from "@ai-sdk/provider";
import { Fault } from "../../../domain/fault.ts";
import type { ModelRequest } from "../../../domain/model.ts";
import type { Secret } from "../../../domain/secret.ts";
import type { BatchState, ListedBatch, ModelBatches } from "../../../ports/model-batches.ts";
import { createHideSecrets } from "../../../std/hide-secrets.ts";
import { waitAtMost } from "../../../std/wait-at-most.ts";
import type { PromptCaching } from "../prompt-caching.ts";
import { toFault } from "../to-fault.ts";
import { renderWarning, toWire } from "../wire.ts";
import { readBatchResult } from "./read-batch-result.ts";

/** What an AI SDK batch interface does not say about itself. */
export interface BatchFacts {
  /** `provider/model`. */
  readonly id: string;
  /** The model's name at the provider. */
  readonly modelName: string;
  readonly maxRequests: number;
  readonly maxBytes: number;
  /** A call that is not answered for so long is ended as `model/timeout`; so is a download that goes silent. */
  readonly timeoutMs: number;
  readonly providerOptions?: SharedV4ProviderOptions | undefined;
  /** How the provider is asked to keep the beginnings of prompts. @default it is not */
  readonly promptCaching?: PromptCaching | undefined;
  /** Hidden wherever the provider repeats them. @default [] */
  readonly secrets?: readonly Secret[] | undefined;
  /** Environment variable that holds the key, for help. */
  readonly keyVariable?: string | undefined;
}

/** Batches on one page of a listing: what both providers give. */
const PAGE = 100;

/**
 * A batch interface of the AI SDK as one of ours. Requests are translated as they are for streams. It is called where
 * nothing retries: neither provider documents a key that makes a second submission harmless.
 *
 * @see https://platform.claude.com/docs/en/api/messages/batches
 * @see https://platform.openai.com/docs/api-reference/batch
 */
export function fromBatchV4(batch: BatchV4, facts: BatchFacts): ModelBatches {
  const { id, modelName, keyVariable, timeoutMs } = facts;
  const hideSecrets = createHideSecrets(facts.secrets ?? []);
  /** What was dropped at submission, by batch; a result does not repeat it. */
  const warnings = new Map<string, ReadonlyMap<string, readonly string[]>>();

  const explain = (error: unknown): Fault =>
    toFault(error, { id, keyVariable, hideSecrets, partialText: "", usage: undefined });

  /** Runs `work` with a signal that ends it when the caller does or the time is over. */
  const call = async <T>(
    signal: AbortSignal | undefined,
    work: (abortSignal: AbortSignal) => PromiseLike<T>,
  ): Promise<T> => {
    signal?.throwIfAborted();
    const ending = new AbortController();
    const limits = { timeoutMs, signal, onTimeout: () => silence(id, timeoutMs) };
    try {
      return await waitAtMost((async () => work(ending.signal))(), limits);
    } catch (error) {
      ending.abort();
      signal?.throwIfAborted();
      throw explain(error);
    }
  };

  return {
    id,
    maxRequests: facts.maxRequests,
    maxBytes: facts.maxBytes,

    async submit(requests, signal) {
      const started = await call(signal, (abortSignal) =>
        batch.doStartBatch({
          requests: requests.map(({ key, request }) => ({
            id: key,
            type: "text",
            modelId: modelName,
            options: toBatchWire(request, facts),
          })),
          abortSignal,
        }),
      );
      const told = readWarnings(started, hideSecrets);
      if (told.size > 0) warnings.set(started.batchId, told);
      return started.batchId;
    },

    async read(batchId, signal) {
      const status = await call(signal, (abortSignal) =>
        batch.doGetBatchStatus({ batchId, abortSignal }),
      );
      return toState(status, hideSecrets);
    },

    async *results(batchId, signal) {
      const told = warnings.get(batchId) ?? new Map<string, readonly string[]>();
      const facing = { id, modelName, keyVariable, hideSecrets, warnings: told };
      const ending = new AbortController();
      const limits = { timeoutMs, signal, onTimeout: () => silence(id, timeoutMs) };
      const opening = (async () =>
        batch.doGetBatchResults({ batchId, abortSignal: ending.signal }))();
      let reader: ReadableStreamDefaultReader<BatchV4ItemResult> | undefined;
      try {
        reader = (await waitAtMost(opening, limits)).getReader();
        while (true) {
          const { done, value } = await waitAtMost(reader.read(), limits);
          if (done) break;
          yield readBatchResult(value, facing);
        }
        warnings.delete(batchId);
      } catch (error) {
        signal?.throwIfAborted();
        throw explain(error);
      } finally {
        ending.abort();
        // What a stream that is not read to its end says to that is of no interest.
        const closing =
          reader === undefined ? opening.then((stream) => stream.cancel()) : reader.cancel();
        closing.catch(() => {});
      }
    },

    async cancel(batchId, signal) {
      await call(signal, async (abortSignal) => batch.doCancelBatch?.({ batchId, abortSignal }));
    },

    async list(signal, isEnough = () => true) {
      const found: ListedBatch[] = [];
      for (let cursor: string | undefined; ; ) {
        const after = cursor;
        const page = await call(signal, async (abortSignal) =>
          batch.doListBatches?.({
            limit: PAGE,
            abortSignal,
            ...(after === undefined ? {} : { cursor: after }),
          }),
        );
        const batches = (page?.batches ?? []).map(({ batchId, ...status }) => ({
          batchId,
          createdAt: readTime(status.createdAt),
          total: status.requestCounts?.total,
          status: readStatus(status),
        }));
        found.push(...batches);
        cursor = page?.nextCursor;
        if (cursor === undefined || batches.some(isEnough)) return found;
      }
    },

    async [Symbol.asyncDispose]() {},
  };
}

/** As for streams; the answer's start is left to the model, as hosted models do not go on from one. */
function toBatchWire(request: ModelRequest, { providerOptions, promptCaching }: BatchFacts) {
  return toWire(request, undefined, providerOptions, promptCaching);
}

function readWarnings(
  { warnings }: BatchV4StartResult,
  hideSecrets: (text: string) => string,
): ReadonlyMap<string, readonly string[]> {
  const byKey = new Map<string, string[]>();
  for (const { requestId, warning } of warnings) {
    if (requestId === undefined) continue;
    const told = byKey.get(requestId) ?? [];
    told.push(hideSecrets(renderWarning(warning)));
    byKey.set(requestId, told);
  }
  return byKey;
}

/** A batch that expired or was cancelled has the results that came before. */
const WITH_RESULTS: ReadonlySet<string> = new Set(["expired", "cancelled"]);

function readStatus({ status, rawStatus }: BatchV4Status): BatchState["status"] {
  if (status === "pending") return "running";
  return status === "completed" || WITH_RESULTS.has(rawStatus ?? "") ? "ended" : "failed";
}

function toState(status: BatchV4Status, hideSecrets: (text: string) => string): BatchState {
  const { rawStatus = status.status, error, requestCounts } = status;
  const why = error === undefined ? rawStatus : `${rawStatus}: ${hideSecrets(error.message)}`;
  return {
    status: readStatus(status),
    why,
    total: requestCounts?.total ?? 0,
    done: (requestCounts?.completed ?? 0) + (requestCounts?.failed ?? 0),
  };
}

function readTime(text: string | undefined): number | undefined {
  const ms = Date.parse(text ?? "");
  return Number.isNaN(ms) ? undefined : ms;
}

const silence = (id: string, timeoutMs: number): Fault =>
  new Fault(
    "model/timeout",
    `Cannot use the batch interface of "${id}": no answer came for ${timeoutMs} ms`,
  );
