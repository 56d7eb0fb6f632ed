import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NODE_KINDS, type NodeKind } from "../../../domain/node-contract.ts";
import { readCatalogue } from "./catalogue.ts";
import { chooseVariant, measureComplexity } from "./choose-variant.ts";

const { variants: catalogue } = readCatalogue();

const choose = (kind: NodeKind, operations: number, features: readonly string[]) =>
  chooseVariant({ kind, operations, features }, catalogue);

describe("chooseVariant()", () => {
  test.each([
    [
      "effect",
      5,
      ["connection_pooling", "transaction_management", "prepared_statements"],
      "DATABASE_HEAVY",
    ],
    ["effect", 1, [], "MINIMAL"],
    ["orchestrator", 4, ["multi_step_coordination", "rollback_support"], "WORKFLOW"],
    ["reducer", 3, ["aggregation", "windowing"], "ANALYTICS"],
    ["compute", 9, [], "PRODUCTION"],
    ["effect", 3, ["circuit_breaker", "http_client"], "API_HEAVY"],
    ["compute", 3, ["connection_pooling"], "STANDARD"],
  ] as const)("takes for %s with %i operations and %j %s", (kind, operations, features, id) => {
    expect(choose(kind, operations, features).variant.id).toBe(id);
  });

  test("scores by the formula, and clamps at 1", () => {
    expect(choose("effect", 1, []).confidence).toBeCloseTo(0.6);
    expect(choose("compute", 3, ["connection_pooling"]).confidence).toBeCloseTo(0.5);
    expect(choose("reducer", 3, ["aggregation", "windowing"]).confidence).toBe(1);
  });

  test("counts other words for a feature as that feature", () => {
    expect(choose("effect", 3, ["retry", "api"]).rationale).toContain(
      "for retry_logic, http_client",
    );
  });

  test("falls back to a plain shape where none is in range", () => {
    const few = {
      ...catalogue,
      variants: catalogue.variants.filter(({ specialises }) => specialises !== "workflow"),
    };
    const none = {
      ...few,
      variants: few.variants.map((each) => ({ ...each, operations: { min: 90, max: 99 } })),
    };

    const ids = [0, 2, 5, 8].map(
      (operations) => chooseVariant({ kind: "effect", operations, features: [] }, none).variant.id,
    );

    expect(ids).toEqual(["MINIMAL", "MINIMAL", "STANDARD", "PRODUCTION"]);
    expect(chooseVariant({ kind: "effect", operations: 5, features: [] }, none)).toMatchObject({
      confidence: 0.5,
      rationale: "STANDARD for effect with 5 operations: nothing fits better",
    });
  });

  test("gives the same shape of the kind, whatever the order of the features", () => {
    const words = catalogue.variants.flatMap(({ features }) => features);
    const features = fc.uniqueArray(fc.constantFrom(...words), { maxLength: 8 });
    fc.assert(
      fc.property(
        fc.constantFrom(...NODE_KINDS),
        fc.nat(12),
        features,
        fc.boolean(),
        (kind, operations, wished, isReversed) => {
          const choice = choose(kind, operations, wished);

          expect(choice.variant.kinds).toContain(kind);
          expect(choice.confidence).toBeGreaterThanOrEqual(0.5);
          expect(choice.confidence).toBeLessThanOrEqual(1);
          const fresh = { ...catalogue };
          const again = chooseVariant(
            { kind, operations, features: isReversed ? wished.toReversed() : wished },
            fresh,
          );
          expect(again.variant.id).toBe(choice.variant.id);
        },
      ),
    );
  });

  test("takes less than 5 ms, also for what it has never seen", () => {
    const started = performance.now();
    for (let at = 0; at < 200; at += 1)
      choose("effect", at % 12, [`feature_${at}`, "retry", "events"]);

    expect((performance.now() - started) / 200).toBeLessThan(5);
  });
});

describe("measureComplexity()", () => {
  test("weighs operations and kinds of work", () => {
    expect(measureComplexity(5, ["http_client", "aggregation"], catalogue)).toBeCloseTo(
      0.3 + 0.4 / 3,
    );
    expect(measureComplexity(50, [], catalogue)).toBeCloseTo(0.6);
  });
});

describe("the catalogue", () => {
  test("has nine shapes, 40 mixins with a module, and names only mixins that exist", () => {
    const { variants, mixins } = readCatalogue();
    const ids = new Set(mixins.mixins.map(({ id }) => id));
    const named = [
      ...variants.variants.flatMap((each) => each.mixins),
      ...mixins.wrappers.flatMap(({ includes }) => includes),
      ...mixins.mixins.flatMap(({ includes }) => includes),
      ...mixins.mixins.flatMap(({ needs }) => needs.filter((need) => need.startsWith("Mixin"))),
    ];

    expect(variants.variants).toHaveLength(9);
    expect(mixins.mixins.filter(({ module }) => module !== null)).toHaveLength(40);
    expect(ids.size).toBe(mixins.mixins.length);
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
    const needs = mixins.mixins
      .flatMap((each) => each.needs)
      .filter((need) => !need.startsWith("Mixin"));
    expect(needs.filter((need) => !Object.hasOwn(mixins.given, need))).toEqual([]);
  });
});
