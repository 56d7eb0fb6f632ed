import {
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  type IBackoff,
  type IHalfOpenAfterBackoffContext,
} from "cockatiel";
import type { Clock } from "../../ports/clock.ts";

/** `half-open`: the next call, or the one on its way, shows whether the provider is back. */
export type CircuitStateName = "closed" | "open" | "half-open";

/** How a call ended, for the circuit: `neither` says nothing about the provider. */
export type CircuitOutcome = "well" | "badly" | "neither";

/** One call that was let through. */
export interface CircuitPass {
  /** Whether others wait for what becomes of it. */
  readonly isProbe: boolean;
  /** Counts once; resolves when the circuit knows. */
  end(outcome: CircuitOutcome): Promise<void>;
}

/** Leaves a provider alone that keeps failing; one for each, shared by all who call it. */
export interface CircuitBreaker {
  readonly state: CircuitStateName;
  /** Lets a call through; in how many ms to ask again where it does not. */
  enter(): CircuitPass | { readonly retryAfterMs: number };
}

export interface CreateCircuitBreakerOptions {
  /** Failures in a row that open the circuit; 0 never does. */
  readonly failures: number;
  /** How long it stays open before one call may look whether the provider is back. */
  readonly openMs: number;
  readonly clock: Clock;
}

const TROUBLE = new Error("The provider is in trouble");
/** A probe that was called off. */
const UNDECIDED = new Error("Nothing is known of the provider");
const NEITHER = new Error("The provider answered");

/** A closed circuit. */
export function createCircuitBreaker(options: CreateCircuitBreakerOptions): CircuitBreaker {
  const { failures, openMs, clock } = options;
  let reopensAt = 0;
  // The library asks for the length of the wait each time: so our clock decides, not the wall's, which may jump.
  const wait: IBackoff<IHalfOpenAfterBackoffContext> = {
    get duration() {
      return clock.elapsed() < reopensAt ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    },
    next({ result }) {
      const isUndecided = "error" in result && result.error === UNDECIDED;
      reopensAt = clock.elapsed() + (isUndecided ? 0 : openMs);
      return wait;
    },
  };
  const policy = circuitBreaker(
    handleWhen((error) => error === TROUBLE || error === UNDECIDED),
    {
      breaker: new ConsecutiveBreaker(failures === 0 ? Number.POSITIVE_INFINITY : failures),
      halfOpenAfter: wait,
    },
  );

  return {
    get state() {
      if (policy.state === CircuitState.Closed) return "closed";
      const isWaiting = policy.state === CircuitState.Open && clock.elapsed() < reopensAt;
      return isWaiting ? "open" : "half-open";
    },
    enter() {
      const leftMs = reopensAt - clock.elapsed();
      if (policy.state === CircuitState.Open && leftMs > 0) return { retryAfterMs: leftMs };
      // One call looks; the others do not wait for it, which may be long.
      if (policy.state === CircuitState.HalfOpen) return { retryAfterMs: openMs };
      const isProbe = policy.state === CircuitState.Open;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const settled = policy.execute(() => promise).catch(() => undefined);
      return {
        isProbe,
        end(outcome) {
          if (outcome === "well") resolve();
          else if (outcome === "badly") reject(TROUBLE);
          else reject(isProbe ? UNDECIDED : NEITHER);
          return settled;
        },
      };
    },
  };
}
