import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toNanoUsd } from "../../domain/price.ts";
import { addUsage, NO_USAGE } from "../../domain/token-usage.ts";
import { callRecord, response } from "../../testing/builders.ts";
import { apportion } from "./apportion.ts";
import { divideCall } from "./divide-call.ts";

const anyUsage = fc
  .tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat(), fc.nat())
  .map(([fresh, cached, cacheWritten, visible, reasoning]) => ({
    input: fresh + cached + cacheWritten,
    output: visible + reasoning,
    cached,
    cacheWritten,
    reasoning,
  }));
const anyCall = fc
  .record({
    usage: fc.option(anyUsage, { nil: undefined }),
    nanoUsd: fc.option(fc.nat({ max: 100_000_000_000 }), { nil: undefined }),
    timeMs: fc.nat(),
  })
  .map(({ usage, nanoUsd, timeMs }) =>
    callRecord({ usage, costUsd: nanoUsd === undefined ? undefined : nanoUsd / 1e9, timeMs }),
  );
const anyParts = fc
  .array(fc.record({ text: fc.string(), isComplete: fc.boolean() }), {
    minLength: 1,
    maxLength: 20,
  })
  .map((parts) => parts.map((part, at) => ({ id: `i${at}`, ...part })));
const answered = (wishes: Parameters<typeof response>[0] = {}, calls = [callRecord()]) => ({
  calls,
  response: response(wishes),
  requestSha256: "abc",
});
const part = (id: string, text: string, isComplete = true) => ({ id, text, isComplete });

describe("divideCall()", () => {
  test("lets the first item alone be judged for a route: what came together fails together", () => {
    const route = { route: "tuned", isTaken: true, share: 0.5, isCounted: true };

    const given = divideCall(answered({}, [callRecord({ route }), callRecord()]), [
      part("a", "x"),
      part("b", "x"),
    ]);

    expect([...given.values()].map(({ calls }) => calls.map((call) => call.route))).toEqual([
      [route, undefined],
      [{ ...route, isCounted: false }, undefined],
    ]);
  });

  test("shares out by the length of the parts", () => {
    const usage = { input: 100, output: 40, cached: 60, cacheWritten: 0, reasoning: 8 };

    const given = divideCall(
      answered({ usage, timeMs: 1000 }, [callRecord({ usage, costUsd: 0.004 })]),
      [part("a", "xxx"), part("b", "x"), part("c", "", false)],
    );

    expect([...given.values()].map((each) => each.response.usage)).toEqual([
      { input: 75, output: 30, cached: 45, cacheWritten: 0, reasoning: 6 },
      { input: 25, output: 10, cached: 15, cacheWritten: 0, reasoning: 2 },
      NO_USAGE,
    ]);
    expect([...given.values()].map(({ calls }) => calls[0]?.costUsd)).toEqual([0.003, 0.001, 0]);
    expect(given.get("a")).toMatchObject({
      requestSha256: "abc",
      response: { text: "xxx", timeMs: 750 },
    });
  });

  test("says that an answer was cut only of the part that was cut", () => {
    const given = divideCall(answered({ finishReason: "length" }), [
      part("a", "x"),
      part("b", "x", false),
    ]);
    const refused = divideCall(answered({ finishReason: "refusal" }), [part("a", "x")]);

    expect(given.get("a")?.response.finishReason).toBe("stop");
    expect(given.get("b")?.response.finishReason).toBe("length");
    expect(refused.get("a")?.response.finishReason).toBe("refusal");
  });

  test("leaves unknown what is unknown", () => {
    const call = callRecord({ usage: undefined, costUsd: undefined });

    const [shared] = divideCall(answered({}, [call]), [part("a", "x")]).get("a")!.calls;

    expect(shared).toMatchObject({ usage: undefined, costUsd: undefined });
  });

  test("adds up to the call exactly, in tokens, nano-dollars and milliseconds", () => {
    fc.assert(
      fc.property(
        fc.array(anyCall, { maxLength: 3 }),
        anyUsage,
        anyParts,
        (calls, usage, parts) => {
          const shares = [...divideCall(answered({ usage, timeMs: 777 }, calls), parts).values()];

          expect(shares.map((each) => each.response.usage).reduce(addUsage, NO_USAGE)).toEqual(
            usage,
          );
          expect(shares.reduce((sum, each) => sum + each.response.timeMs, 0)).toBe(777);
          for (const [at, call] of calls.entries()) {
            const own = shares.map((each) => each.calls[at]!);
            const nano = own.reduce((sum, each) => sum + toNanoUsd(each.costUsd ?? 0), 0);
            expect(nano).toBe(toNanoUsd(call.costUsd ?? 0));
            expect(own.reduce((sum, each) => sum + each.timeMs, 0)).toBe(call.timeMs);
            const used = own.map((each) => each.usage ?? NO_USAGE).reduce(addUsage, NO_USAGE);
            expect(used).toEqual(call.usage ?? NO_USAGE);
          }
          for (const { response: each } of shares) {
            expect(each.usage.cached + each.usage.cacheWritten).toBeLessThanOrEqual(
              each.usage.input,
            );
            expect(each.usage.reasoning).toBeLessThanOrEqual(each.usage.output);
          }
        },
      ),
    );
  });
});

describe("apportion()", () => {
  test("gives whole shares that are less than 1 from the exact ones, and add up", () => {
    const anyWeights = fc.array(fc.nat({ max: 1_000_000 }), { minLength: 1, maxLength: 30 });

    fc.assert(
      fc.property(fc.maxSafeNat(), anyWeights, (total, weights) => {
        const shares = apportion(total, weights);
        const sum = weights.reduce((all, each) => all + each, 0);

        expect(shares.reduce((all, each) => all + BigInt(each), 0n)).toBe(BigInt(total));
        for (const [at, share] of shares.entries()) {
          if (sum === 0) continue;
          const off = BigInt(share) * BigInt(sum) - BigInt(total) * BigInt(weights[at]!);
          expect(off < BigInt(sum) && -off < BigInt(sum)).toBe(true);
        }
      }),
    );
  });

  test("shares out equally where all weights are 0", () => {
    expect(apportion(5, [0, 0])).toEqual([2, 3]);
    expect(apportion(5, [])).toEqual([]);
  });
});
