import { createHash } from "node:crypto";
import { trace } from "@opentelemetry/api";
import { describe, expect, test } from "vitest";
import { createRandom } from "../platform/random.ts";
import type { CallOptions, LanguageModel } from "../ports/language-model.ts";
import { wrapModel } from "../ports/wrap-model.ts";
import { createScriptedModel } from "../providers/index.ts";
import { modelRequest } from "../testing/builders.ts";
import { createLeapingClock } from "../testing/leaping-clock.ts";
import { createCircuitBreaker } from "./circuit-breaker/create-circuit-breaker.ts";
import { createBudget } from "./money/create-budget.ts";
import { createRateLimiter } from "./rate-limit/create-rate-limiter.ts";
import { stackAccess, stackModel } from "./stack.ts";

/** Whole stacks around models that note the keys they are called with. */
function setUp(keepers: readonly boolean[]) {
  const clock = createLeapingClock();
  const keys: CallOptions["idempotencyKey"][] = [];
  const parts = {
    clock,
    random: createRandom(1, clock),
    sha256: (text: string) => createHash("sha256").update(text).digest("hex"),
    budget: createBudget(),
    prices: { find: () => undefined },
    audit: { append: () => undefined } as never,
    promptHistory: undefined,
    responseCache: undefined,
    areCallsJoined: true,
    tracer: trace.getTracer("test"),
    meter: undefined,
    areTextsTraced: false,
    limiter: createRateLimiter({ clock }),
    breaker: createCircuitBreaker({ failures: 9, openMs: 1000, clock }),
  };
  const models = keepers.map((keepsAnswersByKey, index): LanguageModel => {
    const fault = index + 1 < keepers.length ? "model/refused" : undefined;
    const inner = createScriptedModel([{ fault: "model/overloaded" }, { text: "answer", fault }], {
      id: `scripted/${index}`,
    });
    const noting = wrapModel(
      inner,
      (request, options = {}) => {
        keys.push(options.idempotencyKey);
        return inner.stream(request, options);
      },
      { keepsAnswersByKey },
    );
    return stackModel([noting], parts, {
      maxRetries: 2,
      maxRetryWaitMs: 60_000,
      totalTimeoutMs: 600_000,
      onBroken: "restart",
      waitsForCircuit: true,
      promptCaching: "off",
    });
  });
  const [base, ...fallbacks] = models as [LanguageModel, ...LanguageModel[]];
  const chain = { base, fallbacks, routes: [], stronger: [], history: undefined };
  const policy = { onBroken: "restart", onCut: "continue", downgrade: "report" } as const;
  return { keys, model: stackAccess(chain, parts, policy) };
}

describe("an idempotency key", () => {
  test("reaches the wire through every wrapper, with retries and fallbacks too", async () => {
    const { keys, model } = setUp([true, true]);

    await Array.fromAsync(model.stream(modelRequest(), { idempotencyKey: "batch/job" }));

    expect(keys).toEqual(["batch/job", "batch/job", "batch/job", "batch/job"]);
  });

  test("is trusted only where every model that may answer keeps answers by it", () => {
    expect(setUp([true]).model.keepsAnswersByKey).toBe(true);
    expect(setUp([true, true]).model.keepsAnswersByKey).toBe(true);
    expect(setUp([true, false]).model.keepsAnswersByKey).toBe(false);
    expect(setUp([false]).model.keepsAnswersByKey).toBe(false);
  });
});
