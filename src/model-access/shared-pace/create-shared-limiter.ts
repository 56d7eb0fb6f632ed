import type { ReportedLimit } from "../../domain/model.ts";
import type { SharedPace } from "../../ports/batch-store.ts";
import type { Clock } from "../../ports/clock.ts";
import type { RateLimiter, TurnOutcome } from "../rate-limit/create-rate-limiter.ts";
import { heldTooLong } from "../rate-limit/held-too-long.ts";

export interface CreateSharedLimiterOptions {
  readonly pace: SharedPace;
  /** Whose limits they are: all who name the same share them. */
  readonly provider: string;
  readonly clock: Clock;
  /** @default no limit but what the provider tells */
  readonly requestsPerMinute?: number | undefined;
  /** Input and output together. @default no limit but what the provider tells */
  readonly tokensPerMinute?: number | undefined;
  /** A provider that wants to be left alone for longer is not waited for. @default 120_000 */
  readonly maxWaitMs?: number | undefined;
}

/** Where a provider says that it was too much, and not for how long; doubled each time. */
const UNTOLD_MS = { first: 1000, last: 30_000 } as const;
const WHY = "the workers together have reached the limit of the provider";

/**
 * Keeps all calls of one provider, from all workers, within its limits: a refusal holds all of them. In this process
 * first come, first served; only the first in line asks the store.
 */
export function createSharedLimiter(options: CreateSharedLimiterOptions): RateLimiter {
  const {
    pace,
    provider,
    clock,
    requestsPerMinute,
    tokensPerMinute,
    maxWaitMs = 120_000,
  } = options;
  /** Resolves when those who came before have had their turn, or left. */
  let line: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  /** When the store last said that the next one may go. */
  let openAt = 0;
  let refusals = 0;

  const closedMs = (): number => Math.max(0, openAt - clock.elapsed());

  /** Before whoever comes next; what the store refuses here, it refuses them too. */
  const tell = (action: () => Promise<void>): void => {
    line = line.then(action).catch(() => undefined);
  };
  const hold = (ms: number): void => {
    openAt = Math.max(openAt, clock.elapsed() + ms);
    tell(() => pace.hold(provider, ms));
  };
  const giveBack = (requests: number, tokens: number): void => {
    if (requests !== 0 || tokens !== 0) tell(() => pace.giveBack(provider, { requests, tokens }));
  };

  /** Asks until it may go. */
  const pass = async (tokens: number, signal: AbortSignal): Promise<void> => {
    for (;;) {
      signal.throwIfAborted();
      const ms = await pace.enter(provider, { tokens, requestsPerMinute, tokensPerMinute });
      if (ms === 0) return;
      openAt = clock.elapsed() + ms;
      if (ms > maxWaitMs) throw heldTooLong(ms);
      await clock.sleep(ms, signal);
    }
  };

  const settle = (wanted: number, outcome: TurnOutcome): void => {
    if (outcome.kind === "unsent") return giveBack(1, wanted);
    if (outcome.kind === "too-fast") {
      refusals += 1;
      const untold = Math.min(UNTOLD_MS.last, UNTOLD_MS.first * 2 ** (refusals - 1));
      hold(outcome.retryAfterMs ?? untold);
      return giveBack(0, wanted);
    }
    if (outcome.kind === "well") refusals = 0;
    if (outcome.tokens !== undefined) giveBack(0, wanted - outcome.tokens);
  };

  return {
    countsTokens: tokensPerMinute !== undefined,

    enter(tokens, signal) {
      signal?.throwIfAborted();
      const ms = closedMs();
      if (ms > maxWaitMs) throw heldTooLong(ms);
      const waitMs = waiting === 0 ? ms : Math.max(1, ms);
      const leaving = new AbortController();
      const limit =
        signal === undefined ? leaving.signal : AbortSignal.any([signal, leaving.signal]);
      let isIn = false;
      let isOver = false;
      waiting += 1;
      const { promise: come, resolve, reject } = Promise.withResolvers<void>();
      // Whoever leaves before awaiting it must not bring the process down.
      come.catch(() => undefined);
      limit.addEventListener("abort", () => reject(limit.reason), { once: true });
      const turn = line.then(() => pass(tokens, limit));
      line = turn
        .then(
          () => {
            // It left while the store counted it.
            if (limit.aborted) return pace.giveBack(provider, { requests: 1, tokens });
            isIn = true;
            return resolve();
          },
          (error: unknown) => reject(error),
        )
        .catch(() => undefined)
        .finally(() => {
          waiting -= 1;
        });
      return {
        waitMs,
        why: waiting === 1 ? WHY : `${WHY}, and ${waiting - 1} are before this one`,
        isHeld: false,
        come,
        end(outcome) {
          if (isOver) return;
          isOver = true;
          if (isIn) settle(tokens, outcome);
          else leaving.abort(new Error("left the line"));
        },
      };
    },

    report({ requests, tokens }) {
      for (const limit of [requests, tokens])
        if (limit !== undefined && limit.remaining <= 0) hold(untilMore(limit));
    },
  };
}

const untilMore = ({ resetsInMs }: ReportedLimit): number => resetsInMs ?? UNTOLD_MS.first;
