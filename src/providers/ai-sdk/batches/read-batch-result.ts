import type {
  Experimental_BatchV4ItemResult as BatchV4ItemResult,
  LanguageModelV4GenerateResult,
} from "@ai-sdk/provider";
import { Fault } from "../../../domain/fault.ts";
import { NO_USAGE } from "../../../domain/token-usage.ts";
import type { BatchResult } from "../../../ports/model-batches.ts";
import type { HideSecrets } from "../../../std/hide-secrets.ts";
import { toFault } from "../to-fault.ts";
import { readFinishReason, readUsage, renderWarning } from "../wire.ts";

/** The batch that results are of. */
export interface ReadBatch {
  /** `provider/model`. */
  readonly id: string;
  /** The model's name at the provider, for answers that do not say who answered. */
  readonly modelName: string;
  readonly keyVariable: string | undefined;
  readonly hideSecrets: HideSecrets;
  /** What was dropped or changed when the batch was sent, by key. */
  readonly warnings: ReadonlyMap<string, readonly string[]>;
}

/** One result of the AI SDK → one of ours. Every way to fail becomes a fault of that request alone. */
export function readBatchResult(item: BatchV4ItemResult, batch: ReadBatch): BatchResult {
  const key = item.id;
  switch (item.status) {
    case "expired":
      return { key, fault: expired(batch.id) };
    case "cancelled":
      return { key, fault: cancelled(batch.id) };
    case "failed":
      return { key, fault: failed(item.error, batch) };
    case "succeeded":
      return item.type === "text"
        ? readAnswer(key, item.result, batch)
        : { key, fault: unusable(batch.id, "it is no text") };
  }
}

function readAnswer(
  key: string,
  { content, finishReason, usage, response, warnings }: LanguageModelV4GenerateResult,
  batch: ReadBatch,
): BatchResult {
  const ending = readFinishReason(finishReason);
  if (ending === undefined) return { key, fault: unusable(batch.id, "it broke off") };
  const tokens = readUsage(usage);
  const told = [
    ...(batch.warnings.get(key) ?? []),
    ...warnings.map(renderWarning).map(batch.hideSecrets),
    ...(tokens === undefined ? ["the provider reported no token usage"] : []),
  ];
  return {
    key,
    response: {
      text: content.map((part) => (part.type === "text" ? part.text : "")).join(""),
      finishReason: ending,
      usage: tokens ?? NO_USAGE,
      askedOf: batch.id,
      answeredBy: batch.hideSecrets(response?.modelId ?? batch.modelName),
      warnings: told,
    },
  };
}

const failed = (error: unknown, { id, keyVariable, hideSecrets }: ReadBatch): Fault => {
  const { code, message, help, details } = toFault(error, {
    id,
    keyVariable,
    hideSecrets,
    partialText: "",
    usage: undefined,
  });
  return new Fault(code, message, { help, details });
};

// Nothing is charged for it, and the next batch may serve it.
const expired = (id: string): Fault =>
  new Fault(
    "model/timeout",
    `Cannot get an answer of "${id}": the batch's time was over before it was this request's turn`,
  );

const cancelled = (id: string): Fault =>
  new Fault("model/batch-failed", `Cannot get an answer of "${id}": the batch was cancelled`, {
    help: "Run it again to send what is missing",
  });

const unusable = (id: string, why: string): Fault =>
  new Fault("model/truncated", `Cannot use the answer of "${id}" from the batch: ${why}`);
