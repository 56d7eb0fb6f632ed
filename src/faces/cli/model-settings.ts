import type { LoadConfigOptions } from "../../config/load-config.ts";
import type { Settings } from "../../config/settings.ts";
import type { LimitWishes } from "../../pipeline/prepare-run.ts";

/** The options of commands that ask a model; each declares those that it has. */
export interface ModelOptions {
  readonly model?: string;
  readonly fallback?: readonly string[];
  readonly profile?: string;
  readonly samples?: number;
  readonly repairs?: number;
  readonly maxOutputTokens?: number;
  readonly totalTokens?: number;
  readonly timeLimit?: number;
  readonly maxUsd?: number;
  readonly maxUsdPerTask?: number;
  readonly yes?: true;
  readonly seed?: number;
  readonly batch?: true;
  /** `false` with `--no-cache`. */
  readonly cache?: boolean;
  readonly offline?: true;
  readonly json?: true;
}

/** Flags as settings, to win over files and variables. */
export const toSettings = (options: ModelOptions): NonNullable<LoadConfigOptions["flags"]> => ({
  model: options.model,
  fallback_models: options.fallback,
  profile: options.profile,
  samples: options.samples,
  repairs: options.repairs,
  max_output_tokens: options.maxOutputTokens,
  total_tokens: options.totalTokens,
  time_limit_ms: options.timeLimit,
  max_usd: options.maxUsd,
  max_usd_per_task: options.maxUsdPerTask,
  spend_without_asking: options.yes,
  response_cache: options.cache === false ? false : undefined,
  provider_batches: options.batch,
  offline: options.offline,
});

/** Settings as limits; what is not set is left to the model and the defaults. */
export const toLimits = (settings: Settings): LimitWishes => ({
  samples: settings.samples,
  repairs: settings.repairs,
  maxOutputTokens: settings.max_output_tokens,
  totalTokens: settings.total_tokens,
  timeMs: settings.time_limit_ms,
  costUsd: settings.max_usd_per_task,
  checkTimeoutMs: settings.check_timeout_ms,
});
