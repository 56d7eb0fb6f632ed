/** Puts the wrappers together, always in the order that README.md draws. */

import type { Meter, Tracer } from "@opentelemetry/api";
import type { AuditLog } from "../ports/audit-log.ts";
import type { Budget } from "../ports/budget.ts";
import type { Clock } from "../ports/clock.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import type { PriceList } from "../ports/price-list.ts";
import type { PromptHistory } from "../ports/prompt-history.ts";
import type { Random } from "../ports/random.ts";
import type { ResponseCache } from "../ports/response-cache.ts";
import { withCapabilities } from "./capabilities/with-capabilities.ts";
import type { CircuitBreaker } from "./circuit-breaker/create-circuit-breaker.ts";
import { withCircuitBreaker } from "./circuit-breaker/with-circuit-breaker.ts";
import { withFallback } from "./fallback/with-fallback.ts";
import { withKeyRotation } from "./key-rotation/with-key-rotation.ts";
import { withAccounting } from "./money/with-accounting.ts";
import { withCacheReport } from "./prompt-cache/with-cache-report.ts";
import type { RateLimiter } from "./rate-limit/create-rate-limiter.ts";
import { withRateLimit } from "./rate-limit/with-rate-limit.ts";
import { createRequestKeys } from "./response-cache/request-key.ts";
import { withJoinedCalls } from "./response-cache/with-joined-calls.ts";
import { withResponseCache } from "./response-cache/with-response-cache.ts";
import { withRetry } from "./retry/with-retry.ts";
import type { RouteTraffic } from "./routing/create-route-traffic.ts";
import type { RouteHistory } from "./routing/route-history.ts";
import { type Route, withRouting } from "./routing/with-routing.ts";
import { withTelemetry } from "./telemetry/with-telemetry.ts";
import { withTotalTimeout } from "./total-timeout/with-total-timeout.ts";
import { withWholeAnswers } from "./whole-answers/with-whole-answers.ts";

/** What all calls of a process share. */
export interface SharedParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly sha256: (text: string) => string;
  readonly budget: Budget;
  readonly prices: PriceList;
  readonly audit: AuditLog;
  /** `undefined` remembers nothing. */
  readonly promptHistory: PromptHistory | undefined;
}

/** What all calls of one provider share. */
export interface ProviderParts {
  readonly limiter: RateLimiter;
  readonly breaker: CircuitBreaker;
}

export interface ModelPolicy {
  readonly maxRetries: number;
  readonly maxRetryWaitMs: number;
  readonly totalTimeoutMs: number;
  readonly onBroken: "restart" | "continue" | "next";
  /** Whether an open circuit is waited for; not where another model may be asked instead. */
  readonly waitsForCircuit: boolean;
  readonly promptCaching: "off" | "5m" | "1h";
}

/** One model: opened once for each key, the first key first; each with the facts that configuration knows better. */
export function stackModel(
  adapters: readonly [LanguageModel, ...LanguageModel[]],
  parts: SharedParts & ProviderParts,
  policy: ModelPolicy,
): LanguageModel {
  const [first, ...others] = adapters;
  const rotated = withKeyRotation(
    [stackCalls(first, parts, policy), ...others.map((each) => stackCalls(each, parts, policy))],
    parts,
  );
  const retried = withRetry(rotated, {
    ...parts,
    maxRetries: policy.maxRetries,
    maxWaitMs: policy.maxRetryWaitMs,
    onBroken: policy.onBroken,
    waitsForCircuit: policy.waitsForCircuit,
  });
  return withCapabilities(retried);
}

/** A model that is asked through its provider's batches, which account for themselves and need no other care. */
export const stackBatchedModel = (model: LanguageModel): LanguageModel => withCapabilities(model);

/** Around each single call on the wire. */
function stackCalls(
  adapter: LanguageModel,
  parts: SharedParts & ProviderParts,
  { totalTimeoutMs, promptCaching }: ModelPolicy,
): LanguageModel {
  const { clock, promptHistory: history } = parts;
  const reported =
    history === undefined ? adapter : withCacheReport(adapter, { history, clock, promptCaching });
  const timed = withTotalTimeout(reported, { clock, timeoutMs: totalTimeoutMs });
  return withRateLimit(withCircuitBreaker(withAccounting(timed, parts), parts), parts);
}

export interface AccessPolicy {
  readonly onBroken: "restart" | "continue" | "next";
  readonly onCut: "continue" | "ask-again";
  readonly downgrade: "report" | "refuse";
}

/** The models that may be asked for one task, each a `stackModel`. */
export interface ModelChain {
  readonly base: LanguageModel;
  /** Asked when the base fails, in this order. */
  readonly fallbacks: readonly LanguageModel[];
  readonly routes: readonly Route[];
  /** Asked for what the first choice could not do, in this order. */
  readonly stronger: readonly LanguageModel[];
  readonly history: RouteHistory | undefined;
  /** Of routes with a share. @default no route has one */
  readonly traffic?: RouteTraffic | undefined;
}

export interface AccessParts extends SharedParts {
  /** `undefined` keeps no answers. */
  readonly responseCache: ResponseCache | undefined;
  /** Where the server of a model is, where configuration says so. @default not told */
  readonly addressOf?: ((modelId: string) => string | undefined) | undefined;
  /** Whether requests on their way may share an answer; not for answers that come from a list. */
  readonly areCallsJoined: boolean;
  readonly tracer: Tracer;
  readonly meter: Meter | undefined;
  /** Whether traces hold prompts and answers. */
  readonly areTextsTraced: boolean;
}

/**
 * A model for which more samples than these are suggested is weak: an answer of it that was cut talks on for long, and
 * is not better for it. It stays cut, so that the run draws another.
 */
const MOST_SAMPLES_OF_A_STRONG_MODEL = 2;

/** All that stands between a caller and the models that may serve it. */
export function stackAccess(
  { base, fallbacks, routes, stronger, history, traffic }: ModelChain,
  parts: AccessParts,
  { onBroken, onCut, downgrade }: AccessPolicy,
): LanguageModel {
  const { clock, sha256, prices, responseCache: cache, tracer, meter, areTextsTraced } = parts;
  const chain = withFallback([base, ...fallbacks], { onBroken, downgrade });
  // What a cheaper model could not do, the base gets before those that are stronger than it.
  const ladder = routes.length === 0 ? stronger : [chain, ...stronger];
  const inPlace = [base, ...fallbacks];
  const guarded = routes.map((route) =>
    traffic?.shareOf(route.name) === undefined
      ? route
      : { ...route, model: withStandIns(route.model, inPlace, { onBroken, downgrade }) },
  );
  const routed = withRouting({
    base: chain,
    routes: guarded,
    stronger: ladder,
    history,
    traffic,
    sha256,
  });
  const maxContinuations = base.suggested.samples > MOST_SAMPLES_OF_A_STRONG_MODEL ? 0 : 3;
  const whole = withWholeAnswers(routed, { onCut, maxContinuations });
  const modelIds = [base, ...routes.map(({ model }) => model), ...stronger].map(({ id }) => id);
  const keyOf = createRequestKeys(base, { modelIds, addressOf: parts.addressOf, sha256 });
  const cached =
    cache === undefined ? whole : withResponseCache(whole, { cache, clock, keyOf, prices });
  const joined = parts.areCallsJoined ? withJoinedCalls(cached, { keyOf, clock }) : cached;
  return withTelemetry(joined, { tracer, meter, clock, includeContent: areTextsTraced });
}

/** The model of a share; where it fails, the base and its fallbacks stand in. They are closed by who else has them. */
function withStandIns(
  model: LanguageModel,
  others: readonly LanguageModel[],
  policy: Pick<AccessPolicy, "onBroken" | "downgrade">,
): LanguageModel {
  const standIns = others.filter(({ id }) => id !== model.id);
  return {
    ...withFallback([model, ...standIns], policy),
    [Symbol.asyncDispose]: () => model[Symbol.asyncDispose](),
  };
}
