import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NODE_KINDS } from "../../../domain/node-contract.ts";
import { analyzeRequirements } from "./analyze-requirements.ts";
import { type Mixin, readCatalogue } from "./catalogue.ts";
import { inferKind } from "./infer-kind.ts";
import { type MixinWish, recommendMixins } from "./recommend-mixins.ts";
import { resolveConflicts } from "./resolve-conflicts.ts";

const { mixins: catalogue } = readCatalogue();

const wish = (said: Partial<MixinWish> = {}): MixinWish => ({
  kind: "effect",
  text: "",
  features: [],
  operations: [],
  given: [],
  ofVariant: [],
  profile: analyzeRequirements({ text: "", features: [], operations: [], performance: "" }),
  ...said,
});

const found = (id: string): Mixin => {
  const mixin = catalogue.mixins.find((each) => each.id === id);
  if (mixin === undefined) throw new Error(id);
  return mixin;
};
const resolve = (ids: readonly string[], features: readonly string[] = [], given = ["event_bus"]) =>
  resolveConflicts(
    ids.map((id, at) => ({ mixin: found(id), score: 0.9 - at / 100, reasons: [] })),
    { kind: "effect", features, given },
    catalogue,
  );
const idsOf = ({ mixins }: ReturnType<typeof resolve>) => mixins.map(({ mixin }) => mixin.id);

describe("recommendMixins()", () => {
  test("finds what the features ask for, five at most, none below 0.5", () => {
    const features = ["health", "metrics", "events", "retry", "pii", "database", "audit"];

    const recommended = recommendMixins(wish({ features, text: "health and metrics" }), catalogue);

    expect(recommended).toHaveLength(5);
    expect(
      recommended
        .slice(0, 2)
        .map(({ mixin }) => mixin.id)
        .toSorted(),
    ).toEqual(["MixinHealthCheck", "MixinMetrics"]);
    expect(recommended.every(({ score }) => score >= 0.5 && score <= 1)).toBe(true);
  });

  test("recommends nothing that nobody asked for, of no other kind, and nothing of the base class", () => {
    const workflow = wish({
      kind: "orchestrator",
      features: ["workflow", "multi_step", "caching"],
    });

    expect(recommendMixins(wish(), catalogue)).toEqual([]);
    expect(recommendMixins(workflow, catalogue)).toEqual([]);
  });
});

describe("resolveConflicts()", () => {
  test("leaves out what the node is not to be", () => {
    const resolved = resolve(["MixinEventDrivenNode", "MixinMetrics"], ["synchronous"]);

    expect(idsOf(resolved)).toEqual(["MixinMetrics"]);
    expect(resolved.resolutions).toMatchObject([
      { kind: "mutual-exclusion", way: "keep-requirement" },
    ]);
  });

  test("keeps the better of two that exclude each other", () => {
    const rival = { ...found("MixinMetrics"), id: "MixinOwnMetrics", conflicts: ["MixinMetrics"] };
    const resolved = resolveConflicts(
      [
        { mixin: rival, score: 0.6, reasons: [] },
        { mixin: found("MixinMetrics"), score: 0.9, reasons: [] },
      ],
      { kind: "effect", features: [], given: [] },
      catalogue,
    );

    expect(idsOf(resolved)).toEqual(["MixinMetrics"]);
    expect(resolved.resolutions[0]?.way).toBe("keep-higher-score");
  });

  test("adds what one needs, and takes out what another holds or does", () => {
    expect(idsOf(resolve(["MixinTransactionManagement"]))).toEqual([
      "MixinTransactionManagement",
      "MixinConnectionPooling",
    ]);
    expect(idsOf(resolve(["MixinEventDrivenNode", "MixinEventHandler"]))).toEqual([
      "MixinEventDrivenNode",
    ]);
    expect(idsOf(resolve(["MixinEventPublisher", "MixinEventBus"]))).toEqual(["MixinEventBus"]);
  });

  test("takes the wrapper in place of three of its mixins", () => {
    const resolved = resolve([
      "MixinHealthCheck",
      "MixinMetrics",
      "MixinEventBus",
      "MixinFailFast",
    ]);

    expect(resolved.wrapper?.id).toBe("ModelServiceEffect");
    expect(idsOf(resolved)).toEqual(["MixinFailFast"]);
    expect(resolved.resolutions[0]?.way).toBe("prefer-wrapper");
  });

  test("warns of facts that are missing, and of validation inside of a retry", () => {
    const bus = resolve(["MixinEventBus"], [], []);
    const retry = resolve(["MixinRetry", "MixinValidation"]);

    expect(bus.resolutions).toMatchObject([{ kind: "missing-prerequisite", way: "warn" }]);
    expect(retry.resolutions).toMatchObject([
      { way: "warn", message: expect.stringMatching(/once/) },
    ]);
  });

  test("leaves no conflict, whatever was recommended", () => {
    const some = fc.uniqueArray(fc.constantFrom(...catalogue.mixins), { maxLength: 8 });
    const conflicts = ["synchronous", "stateless", "no_cache", "hand_made_metrics"];
    fc.assert(
      fc.property(
        some,
        fc.subarray(conflicts),
        fc.constantFrom(...NODE_KINDS),
        (chosen, features, kind) => {
          const recommended = chosen.map((mixin, at) => ({
            mixin,
            score: 0.9 - at / 50,
            reasons: [],
          }));
          const { mixins, wrapper } = resolveConflicts(
            recommended,
            { kind, features, given: [] },
            catalogue,
          );

          const ids = mixins.map(({ mixin }) => mixin.id);
          const held = mixins.flatMap(({ mixin }) => mixin.includes);
          const there = new Set([...ids, ...held, ...(wrapper?.includes ?? [])]);
          for (const { mixin } of mixins) {
            expect(
              mixin.conflicts.some((each) => features.includes(each) || ids.includes(each)),
            ).toBe(false);
            expect(mixin.includes.some((each) => ids.includes(each))).toBe(false);
            const missing = mixin.needs.filter(
              (need) => mixinOf(need)?.kinds.includes(kind) && !there.has(need),
            );
            expect(missing).toEqual([]);
          }
          expect(new Set(ids).size).toBe(ids.length);
        },
      ),
    );
  });
});

const mixinOf = (id: string): Mixin | undefined => catalogue.mixins.find((each) => each.id === id);

describe("inferKind()", () => {
  test.each([
    ["Coordinate payment and shipping", "orchestrator"],
    ["A workflow that aggregates", "orchestrator"],
    ["Summarise readings by hour", "reducer"],
    ["Parse a date", "compute"],
    ["Calculate the price", "compute"],
    ["Send a letter", "effect"],
    ["Sparse data is stored", "effect"],
  ])("tells %j as %s", (text, kind) => {
    expect(inferKind(text)).toBe(kind);
  });
});

describe("analyzeRequirements()", () => {
  test("gives each of eight categories 0 to 10 by the formula", () => {
    const profile = analyzeRequirements({
      text: "Upserts a row of the orders table in postgres",
      features: ["database"],
      operations: ["db_upsert"],
      performance: "",
    });

    // Words: upsert is not upserts; row, table, postgres. Capability: database. Operations: db, upsert.
    expect(profile.database).toBeCloseTo((6 * 2 + 2 * 3 + 4 * 2) / 8.5, 2);
    expect(Object.keys(profile)).toHaveLength(8);
    expect(profile.caching).toBe(0);
  });

  test("is capped at 10", () => {
    const words = "cache cached caching memoise ttl invalidate evict warm memoize";
    const said = {
      text: words,
      features: words.split(" "),
      operations: words.split(" "),
      performance: words,
    };

    expect(analyzeRequirements(said).caching).toBeGreaterThan(8);
    expect(analyzeRequirements(said).caching).toBeLessThanOrEqual(10);
  });
});
