import type { CallRecord } from "../../domain/call.ts";
import { Fault, isFault } from "../../domain/fault.ts";
import type { ModelEvent, ModelRequest } from "../../domain/model.ts";
import { costOf, isFree, type ModelPrice, toUsd } from "../../domain/price.ts";
import type { TokenUsage } from "../../domain/token-usage.ts";
import type { AuditEntry, AuditLog } from "../../ports/audit-log.ts";
import type { Budget, Reservation } from "../../ports/budget.ts";
import type { Clock } from "../../ports/clock.ts";
import type { CallOptions, LanguageModel } from "../../ports/language-model.ts";
import type { PriceList } from "../../ports/price-list.ts";
import { wrapModel } from "../wrap-model.ts";
import { type Bill, billAnswer, billFault, billUnknown } from "./bill.ts";
import { withoutPrice } from "./no-price.ts";
import { type WorstTokens, worstCost, worstTokens } from "./worst-case.ts";

export interface WithAccountingOptions {
  /** Pays for calls that name no budget of their own. */
  readonly budget: Budget;
  readonly prices: PriceList;
  readonly clock: Clock;
  /** Hears of every call that is sent, and how it ended. @default nobody */
  readonly audit?: AuditLog | undefined;
  /** Whether calls go through the provider's batch interface, at its price. @default false */
  readonly isBatch?: boolean | undefined;
}

/**
 * `model`, with its calls paid for: the worst case is reserved before a call is sent, what it cost is settled after
 * it, also when it is aborted or its reader leaves. One `call-end` a call, before the end of the answer or the fault;
 * a reader that leaves early gets none.
 *
 * @throws {Fault} `budget/no-price` under any cap for a model without a known price; `budget/exceeded`. Both before
 * anything is sent.
 */
export const withAccounting = (
  model: LanguageModel,
  options: WithAccountingOptions,
): LanguageModel => {
  const price = options.prices.find(model.id);
  return wrapModel(model, (request, callOptions = {}) =>
    streamPaid(request, { ...options, model, price, callOptions }),
  );
};

interface Payment extends WithAccountingOptions {
  readonly model: LanguageModel;
  readonly price: ModelPrice | undefined;
  readonly callOptions: CallOptions;
}

async function* streamPaid(request: ModelRequest, payment: Payment): AsyncGenerator<ModelEvent> {
  const { model, callOptions } = payment;
  const { signal } = callOptions;
  signal?.throwIfAborted();
  const worst = worstTokens(request, model);
  const reservation = yield* reserve(worst, payment);
  if (isAborted(signal)) {
    reservation?.settle(0);
    throw signal.reason;
  }

  try {
    payment.audit?.append({ action: "call-sent", details: toSent(payment) });
  } catch (error) {
    reservation?.settle(0);
    throw error;
  }

  const call = openCall(payment, { worst, reservation });
  let partialText = "";
  try {
    for await (const event of model.stream(request, callOptions)) {
      if (event.type === "text-delta") {
        call.seeText(event.text);
        partialText += event.text;
      }
      if (event.type === "text-reset") partialText = "";
      if (event.type === "response-end") {
        const { usage, finishReason, answeredBy } = event;
        const bill = billAnswer(usage, { ...call.terms, hasText: partialText !== "" });
        yield call.end(bill, { ended: finishReason, answeredBy });
        yield event;
        return;
      }
      yield event;
    }
    throw brokenOff(model.id, partialText);
  } catch (error) {
    if (call.isEnded()) throw error;
    if (isFault(error)) yield call.end(billFault(error, call.terms), { ended: error.code });
    else if (isAborted(signal)) yield call.end(billUnknown(call.terms), { ended: "aborted" });
    throw error;
  } finally {
    // Whoever left before the end, or threw, cannot say what was used.
    if (!call.isEnded()) call.end(billUnknown(call.terms), { ended: "aborted" });
  }
}

const isAborted = (signal: AbortSignal | undefined): signal is AbortSignal =>
  signal?.aborted === true;

/** Holds the worst case; `undefined` where nothing has to be held. */
async function* reserve(
  worst: WorstTokens,
  { model, price, callOptions, isBatch = false, ...options }: Payment,
): AsyncGenerator<ModelEvent, Reservation | undefined> {
  const { budget = options.budget, signal } = callOptions;
  if (price === undefined) {
    if (budget.isLimited) throw withoutPrice(model.id);
    return undefined;
  }
  // What costs nothing is also there for those who have spent everything.
  if (isFree(price)) return undefined;
  const nanoUsd = worstCost(price, worst, { isBatch });
  if (budget.foresee(nanoUsd) === "later") {
    const why = `calls on their way hold the money that this one may cost, $${toUsd(nanoUsd).toFixed(4)}`;
    yield { type: "wait-start", reason: "budget", waitMs: undefined, why, code: undefined };
  }
  return budget.reserve(nanoUsd, signal);
}

/** A call on the wire, from here to its one end. */
function openCall(
  { model, price, callOptions, clock, audit, isBatch = false }: Payment,
  {
    worst,
    reservation,
  }: { readonly worst: WorstTokens; readonly reservation: Reservation | undefined },
) {
  const { purpose = "answer", rule } = callOptions;
  const startedAt = clock.elapsed();
  const sinceStart = (): number => Math.round(clock.elapsed() - startedAt);
  let firstTextMs: number | undefined;
  let isEnded = false;
  return {
    terms: { price, worst, isBatch },
    isEnded: () => isEnded,
    seeText(text: string): void {
      if (text !== "") firstTextMs ??= sinceStart();
    },
    /** Settles, tells the audit log, and gives the event. */
    end(
      bill: Bill,
      { ended, answeredBy }: Pick<CallRecord, "ended"> & { readonly answeredBy?: string },
    ): ModelEvent {
      isEnded = true;
      reservation?.settle(bill.nanoUsd ?? 0);
      const call: CallRecord = {
        askedOf: model.id,
        answeredBy,
        source: isBatch ? "batch" : "provider",
        purpose,
        rule,
        ended,
        usage: bill.usage,
        costUsd: bill.nanoUsd === undefined ? undefined : toUsd(bill.nanoUsd),
        isCostEstimated: bill.isEstimated,
        savedUsd: savedUsd(bill.usage, { price, isBatch }),
        timeMs: sinceStart(),
        firstTextMs,
      };
      audit?.append({ action: "call-ended", details: toDetails(call) });
      return { type: "call-end", call };
    },
  };
}

const toSent = ({ model, callOptions }: Payment): AuditEntry["details"] => ({
  model: model.id,
  purpose: callOptions.purpose ?? "answer",
});

/** What reading from a cache and batches saved, less what writing to the cache cost more. */
function savedUsd(
  usage: TokenUsage | undefined,
  { price, isBatch }: { readonly price: ModelPrice | undefined; readonly isBatch: boolean },
): number {
  if (usage === undefined || price === undefined) return 0;
  const plain = costOf(price, { ...usage, cached: 0, cacheWritten: 0 });
  return toUsd(plain - costOf(price, usage, { isBatch }));
}

const toDetails = (call: CallRecord): AuditEntry["details"] => ({
  model: call.askedOf,
  purpose: call.purpose,
  ended: call.ended,
  costUsd: call.costUsd ?? null,
  isCostEstimated: call.isCostEstimated,
  inputTokens: call.usage?.input ?? null,
  outputTokens: call.usage?.output ?? null,
});

// A stream that just stops looks like a short answer; it must not pass for one.
const brokenOff = (id: string, partialText: string): Fault =>
  new Fault("model/truncated", `Cannot use the answer of "${id}": it broke off before its end`, {
    details: { partialText },
  });
