import { metrics, trace } from "@opentelemetry/api";
import { createCircuitBreaker } from "../model-access/circuit-breaker/create-circuit-breaker.ts";
import {
  type CreateRateLimiterOptions,
  createRateLimiter,
  type RateLimiter,
} from "../model-access/rate-limit/create-rate-limiter.ts";
import { createSharedLimiter } from "../model-access/shared-pace/create-shared-limiter.ts";
import type {
  AccessParts,
  AccessPolicy,
  ModelPolicy,
  ProviderParts,
} from "../model-access/stack.ts";
import type { SharedPace } from "../ports/batch-store.ts";
import type { CheckEnvironment } from "../ports/environment.ts";
import type { Provider } from "../ports/provider.ts";
import { splitModelId } from "./choose-model.ts";
import type { Config } from "./load-config.ts";
import { openPriceList } from "./open-price-list.ts";
import type { ResponseStore } from "./open-response-store.ts";
import { toProviderSettings } from "./provider-settings.ts";
import type { Settings } from "./settings.ts";

const TRACED_AS = "specwright";

/** What the calls of a process share, by configuration; whatever is asked, and however often. */
export async function createAccessParts(
  config: Config,
  environment: CheckEnvironment,
  options: {
    readonly providers: readonly Provider[];
    /** The provider of the model that is asked first. */
    readonly provider: Provider;
    readonly store: ResponseStore | undefined;
  },
): Promise<AccessParts> {
  const { clock, random, sha256, budget, audit } = environment;
  const { providers, provider, store } = options;
  const providerSettings = toProviderSettings(config.settings);
  return {
    clock,
    random,
    sha256,
    budget,
    audit,
    prices: await openPriceList(config, { providers, clock }),
    promptHistory: store?.prompts,
    responseCache: provider.isRecorded ? undefined : store?.responses,
    addressOf: (modelId) => splitModelId(modelId, providers).provider.address?.(providerSettings),
    areCallsJoined: !provider.isRecorded,
    tracer: trace.getTracer(TRACED_AS),
    meter: metrics.getMeter(TRACED_AS),
    areTextsTraced: config.settings.telemetry_content,
  };
}

/** One limiter and one circuit breaker for each provider, made when first asked for. */
export function createProviderParts(
  { settings }: Config,
  { clock }: Pick<CheckEnvironment, "clock">,
  pace?: SharedPace,
): (providerId: string) => ProviderParts {
  const known = new Map<string, ProviderParts>();
  return (providerId) => {
    const parts = known.get(providerId) ?? {
      limiter: createLimiter(providerId, {
        clock,
        pace,
        requestsPerMinute: settings.requests_per_minute,
        tokensPerMinute: settings.tokens_per_minute,
        maxWaitMs: settings.max_retry_wait_ms,
      }),
      breaker: createCircuitBreaker({
        clock,
        failures: settings.circuit_failures,
        openMs: settings.circuit_open_ms,
      }),
    };
    known.set(providerId, parts);
    return parts;
  };
}

/** One for this process, or one for all processes that keep the same pace. */
const createLimiter = (
  provider: string,
  { pace, ...limits }: CreateRateLimiterOptions & { readonly pace: SharedPace | undefined },
): RateLimiter =>
  pace === undefined
    ? createRateLimiter(limits)
    : createSharedLimiter({ ...limits, pace, provider });

export const toModelPolicy = (settings: Settings, modelId: string): ModelPolicy => ({
  waitsForCircuit:
    settings.fallback_models.every((id) => id === modelId) &&
    settings.routes.every(({ model, share }) => model !== modelId || share === undefined),
  maxRetries: settings.max_retries,
  maxRetryWaitMs: settings.max_retry_wait_ms,
  totalTimeoutMs: settings.total_timeout_ms,
  onBroken: settings.broken_stream,
  promptCaching: settings.prompt_caching,
});

export const toAccessPolicy = (settings: Settings): AccessPolicy => ({
  onBroken: settings.broken_stream,
  onCut: settings.cut_answer,
  downgrade: settings.downgrade,
});
