import { getEventListeners } from "node:events";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { createLeapingClock } from "../../testing/leaping-clock.ts";
import { createRateLimiter, type RateLimiter } from "./create-rate-limiter.ts";

const MINUTE_MS = 60_000;
const WELL = { kind: "well", tokens: undefined } as const;

const report = (remaining: number, resetsInMs: number | undefined, limit?: number) => ({
  requests: { limit, remaining, resetsInMs },
  tokens: undefined,
});

/** Sends `sizes` at once, each taking `lastsMs`; gives the time at which each was sent, in the order of sending. */
async function sendAll(
  limiter: RateLimiter,
  clock: ReturnType<typeof createLeapingClock>,
  sizes: readonly number[],
  lastsMs = 0,
) {
  const sent: { readonly index: number; readonly at: number; readonly tokens: number }[] = [];
  await Promise.all(
    sizes.map(async (tokens, index) => {
      const turn = limiter.enter(tokens);
      await turn.come;
      sent.push({ index, at: clock.elapsed(), tokens });
      if (lastsMs > 0) await clock.sleep(lastsMs);
      turn.end({ kind: "well", tokens });
    }),
  );
  return sent;
}

/** The most that was sent in any minute. */
const busiestMinute = (
  sent: readonly { readonly at: number; readonly tokens: number }[],
  weigh: (call: { readonly tokens: number }) => number,
): number => {
  let busiest = 0;
  let sum = 0;
  let first = 0;
  for (const call of sent) {
    sum += weigh(call);
    for (; (sent[first]?.at ?? 0) <= call.at - MINUTE_MS; first += 1) sum -= weigh(sent[first]!);
    busiest = Math.max(busiest, sum);
  }
  return busiest;
};

describe("createRateLimiter()", () => {
  test("lets everything through without a limit", async () => {
    const clock = createLeapingClock();

    await sendAll(
      createRateLimiter({ clock }),
      clock,
      Array.from({ length: 500 }, () => 1e6),
    );

    expect(clock.elapsed()).toBe(0);
  });

  test("sends no more requests in any minute than the limit, all of them, in order", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 1, max: 200 }),
        fc.constantFrom(0, 700, 90_000),
        async (requestsPerMinute, count, lastsMs) => {
          const clock = createLeapingClock();
          const limiter = createRateLimiter({ clock, requestsPerMinute });

          const sent = await sendAll(
            limiter,
            clock,
            Array.from({ length: count }, () => 0),
            lastsMs,
          );

          expect(sent.map(({ index }) => index)).toEqual(
            Array.from({ length: count }, (_, i) => i),
          );
          expect(busiestMinute(sent, () => 1)).toBeLessThanOrEqual(requestsPerMinute);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("sends no more tokens in any minute than the limit and one call", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 100, max: 10_000 }),
        fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 60 }),
        async (tokensPerMinute, sizes) => {
          const clock = createLeapingClock();
          const limiter = createRateLimiter({ clock, tokensPerMinute });

          const sent = await sendAll(limiter, clock, sizes);

          expect(sent.map(({ index }) => index)).toEqual(sizes.map((_, index) => index));
          expect(busiestMinute(sent, ({ tokens }) => tokens)).toBeLessThanOrEqual(
            tokensPerMinute + Math.max(...sizes) + 1e-3,
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  test("serves 1,000 callers at once, and comes close to the limit", async () => {
    const clock = createLeapingClock();
    const limiter = createRateLimiter({ clock, requestsPerMinute: 100 });

    const sent = await sendAll(
      limiter,
      clock,
      Array.from({ length: 1000 }, () => 0),
      5000,
    );

    expect(new Set(sent.map(({ index }) => index)).size).toBe(1000);
    expect(busiestMinute(sent, () => 1)).toBeLessThanOrEqual(100);
    expect(clock.elapsed()).toBeLessThan(11 * MINUTE_MS);
    expect(clock.sleepers).toBe(0);
  });

  test("lets nobody overtake, when there is room for all at last", async () => {
    const clock = createFakeClock();
    const limiter = createRateLimiter({ clock, requestsPerMinute: 60 });
    const came: string[] = [];
    const enter = (name: string) => limiter.enter(0).come.then(() => came.push(name));
    const turns = ["a", "b", "c", "waits"].map(enter);

    clock.advance(MINUTE_MS);
    await Promise.all([...turns, enter("new")]);

    expect(came).toEqual(["a", "b", "c", "waits", "new"]);
  });

  test("tells each how long it has to wait", async () => {
    const clock = createLeapingClock();
    const limiter = createRateLimiter({ clock, requestsPerMinute: 20 });

    const turns = Array.from({ length: 4 }, () => limiter.enter(0));
    const came: number[] = [];
    for (const turn of turns) {
      await turn.come;
      came.push(clock.elapsed());
    }

    expect(turns[0]?.waitMs).toBe(0);
    for (const [index, { waitMs }] of turns.entries())
      expect(Math.abs(came[index]! - waitMs)).toBeLessThanOrEqual(turns.length);
    expect(turns[3]?.why).toBe("the limit of calls a minute is reached, and 2 are before this one");
  });

  test("gives back what was reserved and not used", async () => {
    const clock = createLeapingClock();
    const limiter = createRateLimiter({ clock, tokensPerMinute: 1000 });

    const first = limiter.enter(1000);
    await first.come;
    first.end({ kind: "well", tokens: 10 });

    expect(limiter.enter(40).waitMs).toBe(0);
    expect(limiter.enter(40).waitMs).toBeGreaterThan(0);
  });

  test("counts what was never sent for nothing", () => {
    const limiter = createRateLimiter({ clock: createFakeClock(), requestsPerMinute: 1 });

    limiter.enter(0).end({ kind: "unsent" });

    expect(limiter.enter(0).waitMs).toBe(0);
  });

  test("lets whoever is aborted out of the line, and leaves nothing behind", async () => {
    const clock = createLeapingClock();
    const limiter = createRateLimiter({ clock, requestsPerMinute: 1 });
    const controller = new AbortController();
    limiter.enter(0);
    const second = limiter.enter(0, controller.signal);
    const third = limiter.enter(0);

    controller.abort("enough");

    await expect(second.come).rejects.toBe("enough");
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
    await third.come;
    expect(clock.elapsed()).toBe(MINUTE_MS);
    expect(clock.sleepers).toBe(0);
    expect(() => limiter.enter(0, controller.signal)).toThrow("enough");
  });

  test("leaves no timer when the last one leaves the line", () => {
    const clock = createLeapingClock();
    const limiter = createRateLimiter({ clock, requestsPerMinute: 1 });
    const controller = new AbortController();
    limiter.enter(0);
    limiter.enter(0, controller.signal);
    const third = limiter.enter(0);

    controller.abort();
    third.end(WELL);

    expect(clock.sleepers).toBe(0);
  });

  test("halves the pace once for refusals of calls that were sent together", async () => {
    const clock = createLeapingClock();
    const limiter = createRateLimiter({ clock, requestsPerMinute: 400 });
    const turns = Array.from({ length: 20 }, () => limiter.enter(0));

    for (const turn of turns) turn.end({ kind: "too-fast", retryAfterMs: undefined });
    const sent = await sendAll(
      limiter,
      clock,
      Array.from({ length: 5 }, () => 0),
    );

    const perMinute = ((sent.length - 1) / (sent.at(-1)!.at - sent[0]!.at)) * MINUTE_MS;
    expect(perMinute).toBeGreaterThan(180);
    expect(perMinute).toBeLessThan(205);
  });

  test("grows again with success, up to the limit", async () => {
    const clock = createLeapingClock();
    const limiter = createRateLimiter({ clock, requestsPerMinute: 100 });
    limiter.enter(0).end({ kind: "too-fast", retryAfterMs: undefined });

    const sent = await sendAll(
      limiter,
      clock,
      Array.from({ length: 400 }, () => 0),
    );

    const inMinute = (minute: number) =>
      sent.filter(({ at }) => Math.floor(at / MINUTE_MS) === minute).length;
    expect(inMinute(0)).toBeLessThan(90);
    expect(inMinute(2)).toBeGreaterThanOrEqual(94);
    expect(busiestMinute(sent, () => 1)).toBeLessThanOrEqual(100);
  });

  test("grows to the limit and no further, however large its calls are", async () => {
    const clock = createLeapingClock();
    const limiter = createRateLimiter({ clock, tokensPerMinute: 1000 });
    limiter.enter(0).end({ kind: "too-fast", retryAfterMs: undefined });
    limiter.enter(0).end({ kind: "well", tokens: 7 });
    for (let calls = 0; calls < 9; calls += 1) limiter.enter(0).end({ kind: "well", tokens: 100 });

    const sent = await sendAll(
      limiter,
      clock,
      Array.from({ length: 60 }, () => 50),
    );

    expect(busiestMinute(sent, ({ tokens }) => tokens)).toBeLessThanOrEqual(1050);
  });

  test("slows down without any limit of its own, and lifts that again", async () => {
    const clock = createLeapingClock();
    const limiter = createRateLimiter({ clock });
    const burst = Array.from({ length: 40 }, () => limiter.enter(0));
    for (const turn of burst) turn.end({ kind: "too-fast", retryAfterMs: undefined });

    const sent = await sendAll(
      limiter,
      clock,
      Array.from({ length: 300 }, () => 0),
    );

    expect(sent.filter(({ at }) => at < 15_000).length).toBeLessThan(15);
    expect(limiter.enter(0).waitMs).toBe(0);
    expect(sent.filter(({ at }) => at === sent.at(-1)!.at).length).toBeGreaterThan(100);
  });

  test("holds everybody as long as the provider asks", async () => {
    const clock = createLeapingClock();
    const limiter = createRateLimiter({ clock, requestsPerMinute: 600 });
    limiter.enter(0).end({ kind: "too-fast", retryAfterMs: 20_000 });

    const turn = limiter.enter(0);
    await turn.come;

    expect(turn).toMatchObject({
      waitMs: 20_000,
      isHeld: true,
      why: "the provider wants fewer calls",
    });
    expect(clock.elapsed()).toBe(20_000);
  });

  test("refuses at once, the line too, when that is too long", async () => {
    const clock = createLeapingClock();
    const limiter = createRateLimiter({ clock, requestsPerMinute: 1, maxWaitMs: 60_000 });
    const first = limiter.enter(0);
    const { signal } = new AbortController();
    const waiting = limiter.enter(0, signal);

    first.end({ kind: "too-fast", retryAfterMs: 3_600_000 });

    const details = { retryAfterMs: 3_600_000, notSent: true };
    const fault = { code: "model/rate-limited", details };
    await expect(waiting.come).rejects.toMatchObject(fault);
    expect(() => limiter.enter(0)).toThrow(expect.objectContaining(fault));
    expect(getEventListeners(signal, "abort")).toEqual([]);
    expect(clock.sleepers).toBe(0);
  });

  test.each([
    ["until it is full again", report(0, 7000), 7000],
    ["for one share of the limit", report(0, undefined, 30), 2000],
    ["for a second where nothing is told", report(0, undefined), 1000],
  ])("holds everybody when nothing is left: %s", async (_, limits, heldMs) => {
    const clock = createLeapingClock();
    const limiter = createRateLimiter({ clock });

    limiter.report(limits);
    await sendAll(limiter, clock, [0, 0, 0]);

    expect(clock.elapsed()).toBe(heldMs);
  });

  test("sends what is left, and the rest when it is full again", async () => {
    const clock = createLeapingClock();
    const limiter = createRateLimiter({ clock });
    limiter.report(report(2, 7000));

    const sent = await sendAll(limiter, clock, [0, 0, 0, 0]);

    expect(sent.map(({ at }) => at)).toEqual([0, 0, 7000, 7000]);
  });

  test("lets the line go when a new report says that there is more", async () => {
    const clock = createFakeClock();
    const limiter = createRateLimiter({ clock });
    limiter.report(report(0, 7000));
    const turn = limiter.enter(0);

    limiter.report(report(5, 7000));

    await turn.come;
    expect(clock.elapsed()).toBe(0);
  });

  test("counts tokens once the provider tells of them", () => {
    const limiter = createRateLimiter({ clock: createFakeClock() });
    expect(limiter.countsTokens).toBe(false);

    limiter.report({
      requests: undefined,
      tokens: { limit: 1000, remaining: 500, resetsInMs: 9000 },
    });

    expect(limiter.countsTokens).toBe(true);
    expect(limiter.enter(600).waitMs).toBe(0);
    expect(limiter.enter(1).waitMs).toBe(9000);
  });
});
