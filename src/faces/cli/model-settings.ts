import type { LoadConfigOptions } from "../../config/load-config.ts";
import type { Settings } from "../../config/settings.ts";
import type { LimitWishes } from "../../pipeline/prepare-run.ts";

/** The options that `generate` and `demo` share. */
export interface ModelOptions {
  readonly model?: string;
  readonly profile?: string;
  readonly samples?: number;
  readonly repairs?: number;
  readonly maxOutputTokens?: number;
  readonly totalTokens?: number;
  readonly timeLimit?: number;
  readonly seed?: number;
  readonly offline?: true;
  readonly json?: true;
}

/** Flags as settings, to win over files and variables. */
export const toSettings = (options: ModelOptions): NonNullable<LoadConfigOptions["flags"]> => ({
  model: options.model,
  profile: options.profile,
  samples: options.samples,
  repairs: options.repairs,
  max_output_tokens: options.maxOutputTokens,
  total_tokens: options.totalTokens,
  time_limit_ms: options.timeLimit,
  offline: options.offline,
});

/** Settings as limits; what is not set is left to the model and the defaults. */
export const toLimits = (settings: Settings): LimitWishes => ({
  samples: settings.samples,
  repairs: settings.repairs,
  maxOutputTokens: settings.max_output_tokens,
  totalTokens: settings.total_tokens,
  timeMs: settings.time_limit_ms,
  checkTimeoutMs: settings.check_timeout_ms,
});
