import type { CallRecord } from "../../domain/call.ts";
import { isFault } from "../../domain/fault.ts";
import type { ModelEvent, ModelRequest, ResponseEnd } from "../../domain/model.ts";
import { NO_USAGE } from "../../domain/token-usage.ts";
import type { Clock } from "../../ports/clock.ts";
import type { CallOptions, LanguageModel } from "../../ports/language-model.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import { worthOf } from "../money/worth-of.ts";
import { createFlight, type Flight, type Seat } from "./flight.ts";
import type { RequestKey } from "./request-key.ts";

export interface WithJoinedCallsOptions {
  /** From `createRequestKeys`. */
  readonly keyOf: (request: ModelRequest) => RequestKey;
  readonly clock: Clock;
}

interface Boarding {
  readonly seat: Seat;
  /** Whether the call was on its way already. */
  readonly hasJoined: boolean;
  /** Whether somebody else's budget pays for it. */
  readonly isPaidByOther: boolean;
}

interface PaidFlight {
  readonly flight: Flight;
  readonly budget: CallOptions["budget"];
}

/**
 * Identical requests on their way share one call. Each gets the whole text; the cost is told to the one that came
 * first, or, when that has left, to the next, and the others' `call-end` says that they joined. Who leaves leaves the
 * others alone; the last one to leave ends the call. What the first one's budget refuses, the others ask for with
 * their own.
 */
export function withJoinedCalls(
  model: LanguageModel,
  { keyOf, clock }: WithJoinedCallsOptions,
): LanguageModel {
  const flights = new Map<string, PaidFlight>();

  const board = (request: ModelRequest, options: CallOptions): Boarding => {
    const { key } = keyOf(request);
    const { budget } = options;
    const paid = flights.get(key);
    const joined = paid?.flight.join();
    if (joined !== undefined)
      return { seat: joined, hasJoined: true, isPaidByOther: paid?.budget !== budget };
    const flight: Flight = createFlight(
      (signal) => model.stream(request, { ...options, signal }),
      () => {
        if (flights.get(key)?.flight === flight) flights.delete(key);
      },
    );
    flights.set(key, { flight, budget });
    const seat = flight.join();
    if (seat === undefined) throw new TypeError("Cannot join a call that has just begun");
    return { seat, hasJoined: false, isPaidByOther: false };
  };

  return wrapModel(model, async function* (request, options = {}) {
    for (;;) {
      options.signal?.throwIfAborted();
      const isRefused = yield* follow(board(request, options), options, clock);
      if (!isRefused) return;
    }
  });
}

/** Reads to the end. `true` when another one's budget refused the call, or the rest of it. */
async function* follow(
  { seat, hasJoined, isPaidByOther }: Boarding,
  { signal, purpose = "answer" }: CallOptions,
  clock: Clock,
): AsyncGenerator<ModelEvent, boolean> {
  const startedAt = clock.elapsed();
  const told = new Set<CallRecord>();
  let firstTextMs: number | undefined;
  const elapsed = (): number => Math.round(clock.elapsed() - startedAt);
  let hasLeft = false;
  const leave = async (): Promise<readonly CallRecord[]> => {
    if (hasLeft) return [];
    hasLeft = true;
    return seat.leave(signal?.reason);
  };
  try {
    for (;;) {
      const event = await seat.next(signal);
      if (event === undefined) return false;
      if (event.type === "text-delta") firstTextMs ??= elapsed();
      if (event.type === "call-end") told.add(event.call);
      if (event.type === "response-end" && hasJoined) {
        const others = seat.calls.filter((call) => !told.has(call));
        const times = { timeMs: elapsed(), firstTextMs };
        if (others.length > 0 || told.size === 0)
          yield { type: "call-end", call: { ...toJoined(event, others), purpose, ...times } };
      }
      yield event;
    }
  } catch (error) {
    if (signal?.aborted === true) {
      for (const call of await leave()) yield { type: "call-end", call };
      throw error;
    }
    if (!isPaidByOther || !isBudgetFault(error)) throw error;
    if (firstTextMs !== undefined) {
      const reason = "the money of the one who asked first does not cover the rest of the answer";
      yield { type: "text-reset", reason };
    }
    return true;
  } finally {
    await leave();
  }
}

const toJoined = (
  { askedOf, answeredBy, finishReason }: ResponseEnd,
  others: readonly CallRecord[],
): Omit<CallRecord, "purpose" | "timeMs" | "firstTextMs"> => ({
  askedOf,
  answeredBy,
  source: "joined",
  rule: others.at(-1)?.rule,
  ended: finishReason,
  usage: NO_USAGE,
  costUsd: 0,
  isCostEstimated: false,
  savedUsd: others.reduce((sum, call) => sum + (worthOf(call) ?? 0), 0),
});

const isBudgetFault = (error: unknown): boolean =>
  isFault(error, "budget/exceeded") || isFault(error, "budget/no-price");
