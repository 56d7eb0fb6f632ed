import type { ReportedLimits } from "../../domain/model.ts";
import type { Clock } from "../../ports/clock.ts";
import { createAlarm } from "./alarm.ts";
import { createAllowance } from "./allowance.ts";
import { createBucket } from "./bucket.ts";
import { heldTooLong } from "./held-too-long.ts";
import { createWaitingLine } from "./waiting-line.ts";

export interface CreateRateLimiterOptions {
  readonly clock: Clock;
  /** @default no limit but what the provider tells */
  readonly requestsPerMinute?: number | undefined;
  /** Input and output together. @default no limit but what the provider tells */
  readonly tokensPerMinute?: number | undefined;
  /** A provider that wants to be left alone for longer is not waited for. @default 120_000 */
  readonly maxWaitMs?: number | undefined;
}

/** How a call went that had its turn. */
export type TurnOutcome =
  | { readonly kind: "well" | "badly"; readonly tokens: number | undefined }
  /** The provider said that it was too much. */
  | { readonly kind: "too-fast"; readonly retryAfterMs: number | undefined }
  /** It was never sent. */
  | { readonly kind: "unsent" };

/** A call's place in the line. */
export interface Turn {
  /** About how long it has to wait; 0 where it need not. */
  readonly waitMs: number;
  /** For the person who waits. */
  readonly why: string;
  /** Whether the wait is the provider's wish. */
  readonly isHeld: boolean;
  /** Resolves when the call may be sent; rejects with the signal's reason, or with a fault. */
  readonly come: Promise<void>;
  /** Counts once; leaves the line when it was not yet its turn. */
  end(outcome: TurnOutcome): void;
}

/** Keeps all calls of one provider within its limits, first come, first served; shared by all who call it. */
export interface RateLimiter {
  /** Whether `enter` needs to know tokens. */
  readonly countsTokens: boolean;
  /**
   * Takes a place in the line for a call that may use `tokens`.
   *
   * @throws {Fault} `model/rate-limited` with `details.retryAfterMs` when the provider wants to be left alone for long.
   * @throws `signal.reason` when it is aborted already.
   */
  enter(tokens: number, signal?: AbortSignal): Turn;
  /** What the provider says is left. */
  report(limits: ReportedLimits): void;
}

/** A line with nobody in it. */
export function createRateLimiter(options: CreateRateLimiterOptions): RateLimiter {
  const { clock, requestsPerMinute, tokensPerMinute, maxWaitMs = 120_000 } = options;
  const requests = createBucket(requestsPerMinute, clock);
  const tokens = createBucket(tokensPerMinute, clock);
  const allowed = { requests: createAllowance(clock), tokens: createAllowance(clock) };
  let countsTokens = tokensPerMinute !== undefined;
  let heldUntil = 0;
  let sent = 0;
  /** Refusals of calls that were sent before tell nothing new. */
  let slowedAt = 0;

  const heldMs = (): number =>
    Math.max(0, heldUntil - clock.elapsed(), allowed.requests.heldMs(), allowed.tokens.heldMs());

  const waitMs = (wanted: number, callsBefore = 0, tokensBefore = 0): number =>
    Math.max(heldMs(), requests.waitMs(1, callsBefore), tokens.waitMs(wanted, tokensBefore));

  const take = (wanted: number): void => {
    requests.take(1);
    allowed.requests.take(1);
    tokens.take(wanted);
    allowed.tokens.take(wanted);
    sent += 1;
  };

  /** Those first in line whose turn it is go; when it is nobody's, the alarm is set for the first. */
  const serve = (): void => {
    if (heldMs() > maxWaitMs) line.refuseAll(heldTooLong(heldMs()));
    for (let wanted = line.first; wanted !== undefined; wanted = line.first) {
      const ms = waitMs(wanted);
      if (ms > 0) return alarm.set(ms);
      line.callFirst();
    }
    alarm.cancel();
  };
  const line = createWaitingLine(serve);
  const alarm = createAlarm(clock, serve);

  const slowDown = (sentAs: number, retryAfterMs: number | undefined): void => {
    if (retryAfterMs !== undefined) heldUntil = Math.max(heldUntil, clock.elapsed() + retryAfterMs);
    if (sentAs <= slowedAt) return;
    slowedAt = sent;
    requests.slowDown();
    if (tokensPerMinute !== undefined) tokens.slowDown();
  };

  const settle = (wanted: number, sentAs: number, outcome: TurnOutcome): void => {
    switch (outcome.kind) {
      case "unsent":
        requests.giveBack(1);
        tokens.giveBack(wanted);
        break;
      case "too-fast":
        tokens.giveBack(wanted);
        slowDown(sentAs, outcome.retryAfterMs);
        break;
      default:
        if (outcome.tokens !== undefined) tokens.giveBack(wanted - outcome.tokens);
        if (outcome.kind === "badly") break;
        requests.speedUp(1);
        tokens.speedUp(outcome.tokens ?? wanted);
    }
    serve();
  };

  return {
    get countsTokens() {
      return countsTokens;
    },
    enter(wanted, signal) {
      signal?.throwIfAborted();
      const held = heldMs();
      if (held > maxWaitMs) throw heldTooLong(held);
      let sentAs: number | undefined;
      let isOver = false;
      const go = (): void => {
        take(wanted);
        sentAs = sent;
      };
      const end: Turn["end"] = (outcome) => {
        if (isOver || sentAs === undefined) return;
        isOver = true;
        settle(wanted, sentAs, outcome);
      };
      const ms = waitMs(wanted, line.length, line.wanted);
      if (ms === 0 && line.length === 0) {
        go();
        return { waitMs: 0, why: "", isHeld: false, come: Promise.resolve(), end };
      }
      const isHeld = held > 0;
      const why = tellWhy(isHeld, line.length);
      const { come, leave } = line.join(wanted, go, signal);
      serve();
      return {
        waitMs: ms,
        why,
        isHeld,
        come,
        end(outcome) {
          leave();
          end(outcome);
        },
      };
    },
    report(limits) {
      if (limits.requests !== undefined) allowed.requests.report(limits.requests);
      if (limits.tokens !== undefined) {
        allowed.tokens.report(limits.tokens);
        countsTokens = true;
      }
      serve();
    },
  };
}

const tellWhy = (isHeld: boolean, before: number): string => {
  const reason = isHeld
    ? "the provider wants fewer calls"
    : "the limit of calls a minute is reached";
  return before === 0 ? reason : `${reason}, and ${before} are before this one`;
};
