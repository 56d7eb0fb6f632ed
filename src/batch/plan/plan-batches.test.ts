import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BatchItem } from "../../domain/batch.ts";
import { sha256 } from "../../platform/sha256.ts";
import { estimateTokens } from "../../std/estimate-tokens.ts";
import { batchItem } from "../../testing/builders.ts";
import { fakeMarkedPack } from "../../testing/fake-marked-pack.ts";
import { renderBatchPrompt } from "../prompt/render-batch-prompt.ts";
import type { BatchLimits } from "./limits.ts";
import { planBatches } from "./plan-batches.ts";
import { readDependencies } from "./read-dependencies.ts";

const languages = [fakeMarkedPack(), { ...fakeMarkedPack(), id: "other" }];
const limits = (wishes: Partial<BatchLimits> = {}): BatchLimits => ({
  inputTokens: 800_000,
  outputTokens: 64_000,
  contextWindowTokens: 1_000_000,
  priceCliffTokens: undefined,
  maxItems: undefined,
  learnedItems: {},
  outputFactor: 1.6,
  reasoningTokens: 0,
  ...wishes,
});
const plan = (items: readonly BatchItem[], wishes: Partial<BatchLimits> = {}) =>
  planBatches(items, {
    dependencies: readDependencies(items, languages),
    limits: limits(wishes),
    languages,
    countTokens: estimateTokens,
    sha256,
  });
const callsOf = (...given: Parameters<typeof plan>) =>
  plan(...given).waves.flatMap(({ calls }) => calls);
const SLOT = "// <vc-code>\n// </vc-code>\n";
const task = (id: string, size = 1): BatchItem =>
  batchItem(id, { source: `method ${id}()\n${"// a line of words\n".repeat(size)}${SLOT}` });

describe("planBatches()", () => {
  test("asks for all that fits in one call, smaller ones first", () => {
    expect(callsOf([task("c", 9), task("a", 20), task("b", 1)])).toMatchObject([
      { items: ["b", "c", "a"] },
    ]);
  });

  test("begins a new call at the limit of output, of items, of input and of price", () => {
    const items = Array.from({ length: 20 }, (_, at) => task(`t${at}`));
    const [one] = callsOf(items.slice(0, 1));
    const half = Math.ceil((callsOf(items)[0]?.inputTokens ?? 0) * 0.7);

    expect(callsOf(items, { maxItems: 7 }).map((call) => call.items.length)).toEqual([7, 7, 6]);
    expect(callsOf(items, { learnedItems: { toyproof: 12 } })).toHaveLength(2);
    expect(callsOf(items, { learnedItems: { other: 1 } })).toHaveLength(1);
    expect(callsOf(items, { outputTokens: 8_000 }).length).toBeGreaterThan(1);
    expect(callsOf(items, { inputTokens: half })).toHaveLength(2);
    expect(callsOf(items, { priceCliffTokens: half })).toHaveLength(2);
    expect(
      callsOf(items, { contextWindowTokens: 5_000 + (one?.inputTokens ?? 0) }).length,
    ).toBeGreaterThan(5);
  });

  test("asks alone for an item that passes a limit by itself", () => {
    const calls = callsOf([task("a"), task("huge", 5000), task("b")], { inputTokens: 3000 });

    expect(calls.map(({ items }) => items)).toEqual([["a", "b"], ["huge"]]);
  });

  test("keeps room for hidden reasoning, and for an answer that is longer than thought", () => {
    const [plain] = callsOf([task("a")]);
    const [thinking] = callsOf([task("a")], { reasoningTokens: 5000 });

    expect(thinking!.outputTokens).toBe(plain!.outputTokens + 5000);
    expect(plain!.outputTokens).toBeGreaterThan(plain!.expectedTokens * 1.6 + 1000);
  });

  test("counts a file that many include once in a call", () => {
    const file = { path: "lib.proof", text: `${"// a line of words\n".repeat(400)}` };
    const items = ["a", "b", "c"].map((id) =>
      batchItem(id, { source: `include "lib.proof"\n${SLOT}`, contextFiles: [file] }),
    );
    const cost = estimateTokens(file.text);

    const [call] = callsOf(items);

    expect(call!.items).toHaveLength(3);
    expect(call!.inputTokens).toBeLessThan(2 * cost);
    expect(plan(items).oneByOne.inputTokens).toBeGreaterThan(3 * cost);
  });

  test("asks for what is included first, and for one language a call", () => {
    const items = [
      batchItem("top", { source: `include "base"\n${SLOT}` }),
      batchItem("base", { source: SLOT }),
      batchItem("foreign", { source: SLOT, language: "other" }),
    ];

    const { waves } = plan(items);

    expect(waves.map(({ calls }) => calls.map((call) => call.items))).toEqual([
      [["foreign"], ["base"]],
      [["top"]],
    ]);
  });

  test("asks for a circle together, and spreads it over a wave where it passes the limits", () => {
    const items = ["a", "b", "c"].map((id, at, all) =>
      batchItem(id, { source: `include "${all[(at + 1) % 3]}"\n${SLOT}` }),
    );

    expect(plan(items).cycles).toEqual([["a", "b", "c"]]);
    expect(callsOf(items, { maxItems: 3 })).toHaveLength(1);
    expect(plan(items, { maxItems: 2 }).waves).toHaveLength(1);
    expect(callsOf(items, { maxItems: 2 })).toHaveLength(2);
  });

  test("puts related items side by side", () => {
    const shared = "predicate Big(n: int)\n{ n > 9 }\n";
    const items = [
      batchItem("m1", { source: `${shared}method M1()\n${SLOT}` }),
      ...["x1", "x2", "x3", "x4", "x5"].map((id) => task(id, 2)),
      batchItem("m2", {
        source: `${shared}method M2()\n${"// a line of words\n".repeat(4)}${SLOT}`,
      }),
    ];

    const [first] = callsOf(items);

    const places = ["m1", "m2"].map((id) => first!.items.indexOf(id));
    expect(Math.abs(places[0]! - places[1]!)).toBe(1);
  });

  test("refuses two items of one id, and a language that nobody knows", () => {
    expect(() => plan([task("a"), task("a", 2)])).toThrow("two items have the same id");
    expect(() => plan([batchItem("a", { language: "none" })])).toThrow('no language "none"');
  });

  test("plans nothing for no items", () => {
    expect(plan([])).toEqual({
      waves: [],
      edges: [],
      cycles: [],
      oneByOne: { calls: 0, inputTokens: 0, expectedTokens: 0 },
    });
  });

  const anyItem = fc.record({
    size: fc.nat({ max: 60 }),
    targets: fc.array(fc.nat({ max: 14 }), { maxLength: 2 }),
    isShared: fc.boolean(),
    isOther: fc.boolean(),
  });
  const anyBatch = fc.array(anyItem, { maxLength: 15 }).map((records) =>
    records.map(({ size, targets, isShared, isOther }, at) =>
      batchItem(`n${at}`, {
        language: isOther ? "other" : "toyproof",
        source: `${targets.map((to) => `include "n${to}"\n`).join("")}${
          isShared ? "predicate Big(n: int)\n{ n > 9 }\n" : ""
        }${"// a line of words\n".repeat(size)}${SLOT}`,
      }),
    ),
  );
  const anyLimits = fc.record({
    inputTokens: fc.integer({ min: 1000, max: 5000 }),
    outputTokens: fc.integer({ min: 500, max: 20_000 }),
    contextWindowTokens: fc.integer({ min: 3000, max: 20_000 }),
    maxItems: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
  });

  test("puts every item into exactly one call, none past a limit, what it includes before it", () => {
    fc.assert(
      fc.property(anyBatch, anyLimits, (items, wishes) => {
        const { waves, edges, cycles } = plan(items, wishes);

        const calls = waves.flatMap((wave) => wave.calls);
        expect(calls.flatMap((call) => call.items).toSorted()).toEqual(
          items.map(({ id }) => id).toSorted(),
        );
        for (const call of calls) {
          expect(call.outputTokens).toBeLessThanOrEqual(wishes.outputTokens);
          if (call.items.length === 1) continue;
          expect(call.items.length).toBeLessThanOrEqual(wishes.maxItems ?? Infinity);
          expect(call.inputTokens).toBeLessThanOrEqual(wishes.inputTokens);
          expect(call.inputTokens + call.outputTokens).toBeLessThanOrEqual(
            wishes.contextWindowTokens,
          );
        }
        const waveOf = new Map(
          waves.flatMap((wave, at) =>
            wave.calls.flatMap((call) => call.items.map((id) => [id, at])),
          ),
        );
        for (const { from, to, kind } of edges) {
          if (kind !== "include") continue;
          const isCircle = cycles.some((cycle) => cycle.includes(from) && cycle.includes(to));
          if (!isCircle) expect(waveOf.get(from)!).toBeGreaterThan(waveOf.get(to)!);
        }
      }),
    );
  });

  test("does not depend on the order of the items", () => {
    fc.assert(
      fc.property(
        anyBatch.chain((items) =>
          fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length })),
        ),
        anyLimits,
        ([items, shuffled], wishes) => {
          expect(plan(shuffled, wishes)).toEqual(plan(items, wishes));
        },
      ),
    );
  });

  test("tells no fewer tokens than the prompt has", () => {
    fc.assert(
      fc.property(anyBatch, anyLimits, (items, wishes) => {
        for (const call of callsOf(items, wishes)) {
          const language = languages.find(
            ({ id }) =>
              id === items.find((item) => item.id === call.items[0])?.specification.language,
          )!;
          const { messages } = renderBatchPrompt(call, items, { language, sha256 });
          const tokens = messages.reduce((sum, { text }) => sum + estimateTokens(text), 0);
          expect(call.inputTokens).toBeGreaterThanOrEqual(tokens);
          expect(call.inputTokens).toBeLessThan(tokens * 1.2 + 150);
        }
      }),
    );
  });
});
