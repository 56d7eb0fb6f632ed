import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TokenUsage } from "../../domain/token-usage.ts";
import type { SentPrompt } from "../../ports/prompt-history.ts";
import { type ExplainCacheUseOptions, explainCacheUse } from "./explain-cache-use.ts";
import { findFirstDifference, findSharedBeginning } from "./find-difference.ts";

const BRIEFING = "You write code.\n".repeat(500);
const MINUTE_MS = 60_000;

const sent = (wishes: Partial<SentPrompt> & { readonly task?: string } = {}): SentPrompt => ({
  modelId: "toy/model",
  messages: [
    { role: "system", text: BRIEFING },
    { role: "user", text: wishes.task ?? "Add two numbers" },
  ],
  breakPoints: [{ message: 0, end: BRIEFING.length }],
  sentAt: 10 * MINUTE_MS,
  readyAt: 10 * MINUTE_MS + 500,
  ...wishes,
});
const earlier = (wishes: Parameters<typeof sent>[0] = {}): SentPrompt =>
  sent({ task: "Another task", sentAt: 8 * MINUTE_MS, readyAt: 8 * MINUTE_MS + 500, ...wishes });

const usage = (cached: number): TokenUsage => ({
  input: 2000,
  output: 50,
  cached,
  cacheWritten: 0,
  reasoning: 0,
});

const explain = (
  prompt: SentPrompt,
  wishes: Partial<ExplainCacheUseOptions> & { readonly cached?: number } = {},
) =>
  explainCacheUse(prompt, {
    usage: usage(wishes.cached ?? 0),
    runId: "run",
    earlier: [earlier()],
    capabilities: { promptCaching: "marked", promptCachingMinTokens: 1024 },
    ttlMs: 5 * MINUTE_MS,
    ...wishes,
  });

describe("explainCacheUse()", () => {
  test("expects the marked beginning that an earlier request shares", () => {
    const report = explain(sent(), { cached: 1990 });

    expect(report).toMatchObject({ outcome: "hit", runId: "run", modelId: "toy/model" });
    expect(report.expectedTokens).toBeGreaterThan(1950);
    expect(report.expectedTokens).toBeLessThan(2000);
  });

  test("says that the provider chose otherwise when nothing of ours was wrong", () => {
    expect(explain(sent(), { cached: 0 })).toMatchObject({
      outcome: "provider",
      why: expect.stringMatching(
        /^about 19\d\d tokens were the same as 2 min before, and 0 were read/,
      ),
    });
    expect(explain(sent(), { cached: 900 }).outcome).toBe("provider");
  });

  test("shows the first byte that differs, with the line around it in both", () => {
    const line = (name: string): string => `Größe.\nThe model is ${name}.\n${BRIEFING}`;
    const before = earlier({ messages: [{ role: "system", text: line("alpha") }] });
    const now = sent({
      messages: [{ role: "system", text: line("beta") }],
      breakPoints: [{ message: 0, end: 1000 }],
    });

    expect(
      explain(now, { earlier: [before], usage: { ...usage(0), input: 90_000 } }),
    ).toMatchObject({
      outcome: "differs",
      expectedTokens: 0,
      difference: {
        message: 0,
        role: "system",
        offset: 20,
        byteOffset: 22,
        before: "The model is alpha.",
        now: "The model is beta.",
      },
    });
  });

  test("says that a beginning is too short to be kept", () => {
    const report = explain(sent({ breakPoints: [{ message: 0, end: 1000 }] }));

    expect(report).toMatchObject({ outcome: "short", expectedTokens: 0 });
    expect(report.why).toMatch(/the model keeps none below 1024/);
  });

  test("says that the beginning was not marked in both", () => {
    const unmarked = earlier({ breakPoints: [{ message: 0, end: 100 }] });

    expect(explain(sent(), { earlier: [unmarked] })).toMatchObject({
      outcome: "unmarked",
      expectedTokens: 0,
    });
  });

  test("says that the earlier request is too old", () => {
    const old = earlier({ sentAt: 4 * MINUTE_MS, readyAt: 4 * MINUTE_MS });

    expect(explain(sent(), { earlier: [old] })).toMatchObject({
      outcome: "expired",
      why: "the beginning was last sent 6 min before, and is kept for 5 min",
    });
    expect(explain(sent(), { earlier: [old], ttlMs: 60 * MINUTE_MS }).outcome).toBe("provider");
  });

  test("says that the earlier request had not been read", () => {
    const atOnce = earlier({ sentAt: 10 * MINUTE_MS - 5, readyAt: 10 * MINUTE_MS + 400 });

    expect(explain(sent(), { earlier: [atOnce] }).outcome).toBe("in-flight");
    expect(explain(sent(), { earlier: [{ ...atOnce, readyAt: undefined }] }).outcome).toBe(
      "in-flight",
    );
  });

  test("says that only another model was sent the beginning", () => {
    expect(explain(sent(), { earlier: [earlier({ modelId: "toy/other" })] })).toMatchObject({
      outcome: "other-model",
      why: expect.stringContaining('"toy/other"'),
    });
  });

  test("says that nothing was sent before, or that nothing is marked", () => {
    expect(explain(sent(), { earlier: [] }).outcome).toBe("first");
    expect(explain(sent(), { ttlMs: 0 }).outcome).toBe("off");
  });

  test("believes a hit that it cannot explain", () => {
    expect(explain(sent(), { earlier: [], cached: 1500 }).outcome).toBe("hit");
  });

  test("needs no marks where the provider caches by itself", () => {
    const automatic = { promptCaching: "automatic", promptCachingMinTokens: 1024 } as const;
    const unmarked = sent({ breakPoints: [] });

    expect(explain(unmarked, { capabilities: automatic }).outcome).toBe("provider");
    expect(explain(unmarked).outcome).toBe("short");
  });

  test("takes the earlier request that shares most, whichever came last", () => {
    const stranger = earlier({ messages: [{ role: "system", text: "Another briefing" }] });

    expect(explain(sent(), { earlier: [stranger, earlier()], cached: 1990 }).outcome).toBe("hit");
    expect(explain(sent(), { earlier: [stranger, earlier()] }).expectedTokens).toBeGreaterThan(
      1950,
    );
  });
});

describe("findFirstDifference()", () => {
  test("is where two texts part, wherever that is", () => {
    fc.assert(
      fc.property(fc.nat(20_000), fc.string(), fc.string(), (length, a, b) => {
        const same = "ab\n".repeat(7000).slice(0, length);

        const at = findFirstDifference(`${same}${a}`, `${same}${b}`);

        expect(`${same}${a}`.slice(0, at)).toBe(`${same}${b}`.slice(0, at));
        expect(at).toBeGreaterThanOrEqual(length);
        const [left, right] = [`${same}${a}`[at], `${same}${b}`[at]];
        if (left !== undefined && right !== undefined) expect(left).not.toBe(right);
      }),
    );
  });
});

describe("findSharedBeginning()", () => {
  test("counts over messages, and stops at another role or a missing message", () => {
    const user = { role: "user", text: "abc" } as const;
    const system = { role: "system", text: "abc" } as const;

    expect(findSharedBeginning([user, user], [user, { ...user, text: "abd" }])).toEqual({
      length: 5,
      end: { message: 1, offset: 2 },
    });
    expect(findSharedBeginning([user, system], [user, user]).end).toEqual({
      message: 1,
      offset: 0,
    });
    expect(findSharedBeginning([user], [user, user])).toEqual({ length: 3, end: undefined });
    expect(findSharedBeginning([user, user], [user])).toEqual({ length: 3, end: undefined });
  });
});
