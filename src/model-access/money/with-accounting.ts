import { brokenOff } from "../../domain/broken-off.ts";
import type { CallRecord } from "../../domain/call.ts";
import { isFault } from "../../domain/fault.ts";
import type { ModelEvent, ModelRequest } from "../../domain/model.ts";
import { isFree, type ModelPrice, toUsd } from "../../domain/price.ts";
import type { AuditEntry, AuditLog } from "../../ports/audit-log.ts";
import type { Budget, Reservation } from "../../ports/budget.ts";
import type { Clock } from "../../ports/clock.ts";
import type { CallOptions, LanguageModel } from "../../ports/language-model.ts";
import type { PriceList } from "../../ports/price-list.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import { type Bill, billAnswer, billFault, billUnknown, savedNanoUsd } from "./bill.ts";
import { callEnded } from "./call-ended.ts";
import { withoutPrice } from "./no-price.ts";
import { waitForMoney } from "./wait-for-money.ts";
import { type WorstTokens, worstCost, worstTokens } from "./worst-case.ts";

export interface WithAccountingOptions {
  /** Pays for calls that name no budget of their own. */
  readonly budget: Budget;
  readonly prices: PriceList;
  readonly clock: Clock;
  /** Hears of every call that is sent, and how it ended. @default nobody */
  readonly audit?: AuditLog | undefined;
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
    throw brokenOff(model.id, { partialText });
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
  { model, price, callOptions, ...options }: Payment,
): AsyncGenerator<ModelEvent, Reservation | undefined> {
  const { budget = options.budget, signal } = callOptions;
  if (price === undefined) {
    if (budget.isLimited) throw withoutPrice(model.id);
    return undefined;
  }
  // What costs nothing is also there for those who have spent everything.
  if (isFree(price)) return undefined;
  const nanoUsd = worstCost(price, worst);
  if (budget.foresee(nanoUsd) === "later") yield waitForMoney(nanoUsd);
  return budget.reserve(nanoUsd, signal);
}

/** A call on the wire, from here to its one end. */
function openCall(
  { model, price, callOptions, clock, audit }: Payment,
  {
    worst,
    reservation,
  }: { readonly worst: WorstTokens; readonly reservation: Reservation | undefined },
) {
  const { purpose = "answer", rule, route } = callOptions;
  const terms = { price, worst, isBatch: false };
  const startedAt = clock.elapsed();
  const sinceStart = (): number => Math.round(clock.elapsed() - startedAt);
  let firstTextMs: number | undefined;
  let isEnded = false;
  return {
    terms,
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
        source: "provider",
        purpose,
        rule,
        ...(route && { route }),
        ended,
        usage: bill.usage,
        costUsd: bill.nanoUsd === undefined ? undefined : toUsd(bill.nanoUsd),
        isCostEstimated: bill.isEstimated,
        savedUsd: toUsd(savedNanoUsd(bill.usage, terms)),
        timeMs: sinceStart(),
        firstTextMs,
      };
      audit?.append(callEnded(call));
      return { type: "call-end", call };
    },
  };
}

const toSent = ({ model, callOptions }: Payment): AuditEntry["details"] => ({
  model: model.id,
  purpose: callOptions.purpose ?? "answer",
});
