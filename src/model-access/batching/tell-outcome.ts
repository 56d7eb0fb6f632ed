import type { CallRecord, CallSource } from "../../domain/call.ts";
import { isFault } from "../../domain/fault.ts";
import type { ModelEvent } from "../../domain/model.ts";
import { toUsd } from "../../domain/price.ts";
import type { AuditLog } from "../../ports/audit-log.ts";
import type { Budget } from "../../ports/budget.ts";
import type { CallOptions, LanguageModel } from "../../ports/language-model.ts";
import { callEnded } from "../money/call-ended.ts";
import type { BatchIndex } from "./batch-index.ts";
import type { BatchItem, ItemOutcome } from "./batch-item.ts";
import type { BatchLedger } from "./batch-ledger.ts";

export interface TellOutcomeOptions {
  readonly model: LanguageModel;
  readonly ledger: BatchLedger;
  readonly index: BatchIndex;
  readonly audit: AuditLog;
  readonly call: CallOptions;
  readonly budget: Budget;
  /** From asking to the outcome. */
  readonly timeMs: number;
  /** Whether somebody else asked for the same first, and waits as well. */
  readonly isShared: boolean;
}

/**
 * What came of a request, as events. The first who is told pays: an answer that an earlier process sent for is charged
 * where it was not counted before; whoever is told later is told that it cost nothing more.
 */
export async function* tellOutcome(
  item: BatchItem,
  outcome: ItemOutcome,
  options: TellOutcomeOptions,
): AsyncGenerator<ModelEvent> {
  const { model, ledger, index, audit, call, budget, timeMs, isShared } = options;
  const isFirst = !item.isTold;
  item.isTold = true;
  const source: CallSource = isFirst ? "batch" : isShared ? "joined" : "cache";
  const facts = {
    askedOf: model.id,
    source,
    purpose: call.purpose ?? "answer",
    rule: call.rule,
    ...(call.route && { route: call.route }),
    timeMs,
  } as const;

  if ("error" in outcome) {
    if (isFault(outcome.error)) yield { type: "call-end", call: unanswered(facts, outcome.error) };
    throw outcome.error;
  }

  const { response, batchId, isSettled } = outcome;
  const { nanoUsd, savedNanoUsd, isEstimated, ...told } = ledger.costOf(item.request, response);
  if (isFirst && !isSettled && nanoUsd !== undefined) budget.charge(nanoUsd);
  const record: CallRecord = {
    ...facts,
    answeredBy: response.answeredBy,
    ended: response.finishReason,
    usage: told.usage,
    costUsd: isFirst ? maybeUsd(nanoUsd) : nanoUsd === undefined ? undefined : 0,
    isCostEstimated: isFirst && isEstimated,
    savedUsd: toUsd(savedNanoUsd + (isFirst ? 0 : (nanoUsd ?? 0))),
    firstTextMs: response.text === "" ? undefined : timeMs,
  };
  audit.append(callEnded(record, { source, batch: batchId }));
  if (response.text !== "") yield { type: "text-delta", text: response.text };
  yield { type: "call-end", call: record };
  // Whoever counts costs has counted this one by now.
  if (isFirst) await index.markDelivered(item.key, batchId);
  const { finishReason, usage, askedOf, answeredBy, warnings } = response;
  yield { type: "response-end", finishReason, usage, askedOf, answeredBy, warnings };
}

const maybeUsd = (nanoUsd: number | undefined): number | undefined =>
  nanoUsd === undefined ? undefined : toUsd(nanoUsd);

const unanswered = (
  facts: Pick<CallRecord, "askedOf" | "source" | "purpose" | "rule" | "route" | "timeMs">,
  { code }: { readonly code: CallRecord["ended"] },
): CallRecord => ({
  ...facts,
  answeredBy: undefined,
  ended: code,
  usage: undefined,
  costUsd: 0,
  isCostEstimated: false,
  savedUsd: 0,
  firstTextMs: undefined,
});
