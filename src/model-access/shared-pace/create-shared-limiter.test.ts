import { describe, expect, test } from "vitest";
import {
  enterPace,
  FRESH_PACE,
  giveBackPace,
  type PaceState,
} from "../../platform/batch-store/pace-state.ts";
import type { SharedPace } from "../../ports/batch-store.ts";
import type { Clock } from "../../ports/clock.ts";
import { createLeapingClock } from "../../testing/leaping-clock.ts";
import { type CreateSharedLimiterOptions, createSharedLimiter } from "./create-shared-limiter.ts";

const MINUTE_MS = 60_000;
const WELL = { kind: "well", tokens: undefined } as const;

/** A pace that is kept in memory, by the arithmetic of the stores. */
function createPace(clock: Clock): SharedPace {
  const states = new Map<string, PaceState>();
  const stateOf = (provider: string): PaceState => states.get(provider) ?? FRESH_PACE;
  return {
    async enter(provider, call) {
      const { waitMs, state } = enterPace(stateOf(provider), call, clock.now());
      states.set(provider, state);
      return waitMs;
    },
    async giveBack(provider, unused) {
      states.set(provider, giveBackPace(stateOf(provider), unused));
    },
    async hold(provider, waitMs) {
      const state = stateOf(provider);
      const heldUntil = Math.max(state.heldUntil, clock.now() + waitMs);
      states.set(provider, { ...state, heldUntil });
    },
  };
}

function setUp() {
  const clock = createLeapingClock();
  const pace = createPace(clock);
  const open = (more: Partial<CreateSharedLimiterOptions> = {}) =>
    createSharedLimiter({ pace, provider: "p", clock, ...more });
  return { clock, pace, open };
}

describe("createSharedLimiter()", () => {
  test("keeps three workers together within one limit, whoever is faster", async () => {
    const { clock, open } = setUp();
    const limiters = [1, 2, 3].map(() => open({ requestsPerMinute: 60 }));
    const sent: number[] = [];

    await Promise.all(
      Array.from({ length: 180 }, async (_, index) => {
        const turn = limiters[index % 3]!.enter(0);
        await turn.come;
        sent.push(clock.elapsed());
        turn.end(WELL);
      }),
    );

    const inMinutes = sent.map((at) =>
      sent.filter((other) => other >= at && other < at + MINUTE_MS),
    );
    expect(Math.max(...inMinutes.map(({ length }) => length))).toBeLessThanOrEqual(60);
    expect(clock.elapsed()).toBeLessThan(4 * MINUTE_MS);
  });

  test("serves those of its process in their order", async () => {
    const { open } = setUp();
    const limiter = open({ requestsPerMinute: 60 });
    const order: number[] = [];

    await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const turn = limiter.enter(0);
        await turn.come;
        order.push(index);
        turn.end(WELL);
      }),
    );

    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test("holds all workers after a refusal of one, for as long as the provider asks", async () => {
    const { clock, open } = setUp();
    const [one, other] = [open(), open()];
    const turn = one.enter(0);
    await turn.come;
    turn.end({ kind: "too-fast", retryAfterMs: 30_000 });
    expect(one.enter(0).waitMs).toBe(30_000);
    await clock.sleep(1);

    await other.enter(0).come;

    expect(clock.elapsed()).toBeGreaterThanOrEqual(30_000);
    expect(clock.elapsed()).toBeLessThan(31_000);
  });

  test("holds for longer each time where the provider names no time", async () => {
    const { clock, open } = setUp();
    const limiter = open();
    const times: number[] = [];
    for (let count = 0; count < 4; count += 1) {
      const turn = limiter.enter(0);
      await turn.come;
      times.push(clock.elapsed());
      turn.end({ kind: "too-fast", retryAfterMs: undefined });
    }

    expect(times).toEqual([0, 1000, 3000, 7000]);
  });

  test("does not wait for a provider that wants to be left alone for long", async () => {
    const { clock, pace, open } = setUp();
    await pace.hold("p", 10 * MINUTE_MS);
    const limiter = open();

    await expect(limiter.enter(0).come).rejects.toMatchObject({ code: "model/rate-limited" });
    expect(() => limiter.enter(0)).toThrow(expect.objectContaining({ code: "model/rate-limited" }));
    await clock.sleep(9 * MINUTE_MS);
    await limiter.enter(0).come;
    expect(clock.elapsed()).toBe(10 * MINUTE_MS);
  });

  test("gives back tokens that a call did not use, and all of one that was not sent", async () => {
    const { clock, open } = setUp();
    const limiter = open({ tokensPerMinute: 6000 });
    for (const outcome of [
      { kind: "unsent" },
      { kind: "well", tokens: 0 },
      { kind: "badly", tokens: 0 },
    ] as const) {
      const turn = limiter.enter(6000);
      await turn.come;
      turn.end(outcome);
      turn.end(outcome);
    }

    expect(limiter.countsTokens).toBe(true);
    expect(clock.elapsed()).toBe(0);
  });

  test("obeys a provider that says that nothing is left", async () => {
    const { clock, open } = setUp();
    const [one, other] = [open(), open()];
    one.report({ requests: { limit: 10, remaining: 0, resetsInMs: 20_000 }, tokens: undefined });
    one.report({ requests: { limit: 10, remaining: 3, resetsInMs: 99_000 }, tokens: undefined });
    await clock.sleep(1);

    await other.enter(0).come;

    expect(clock.elapsed()).toBe(20_000);
  });

  test("lets who leaves go at once, and the next one move up", async () => {
    const { clock, pace, open } = setUp();
    await pace.hold("p", 60_000);
    const limiter = open();
    const controller = new AbortController();
    const reason = new Error("stop");
    const first = limiter.enter(0, controller.signal);
    const second = limiter.enter(0);
    const third = limiter.enter(0);
    controller.abort(reason);
    second.end({ kind: "unsent" });

    await expect(first.come).rejects.toBe(reason);
    await expect(second.come).rejects.toThrow("left the line");
    await third.come;
    expect(clock.elapsed()).toBe(60_000);
    expect(() => limiter.enter(0, AbortSignal.abort(reason))).toThrow(reason);
  });

  test("tells what the store says, and serves the next one", async () => {
    const { clock, pace } = setUp();
    let isBroken = true;
    const enter: SharedPace["enter"] = (...call) =>
      isBroken ? Promise.reject(new TypeError("gone")) : pace.enter(...call);
    const limiter = createSharedLimiter({ pace: { ...pace, enter }, provider: "p", clock });

    await expect(limiter.enter(0).come).rejects.toThrow("gone");
    isBroken = false;
    await limiter.enter(0).come;
  });
});
