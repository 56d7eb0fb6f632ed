/** How an answer ended, and what it used. */

/** Why an answer ended. After OpenTelemetry `gen_ai.response.finish_reasons`. */
export const FINISH_REASONS = ["stop", "length", "refusal", "other"] as const;

export type FinishReason = (typeof FINISH_REASONS)[number];

/** Tokens of one call. `cached` and `cacheWritten` are parts of `input`, `reasoning` is part of `output`. */
export interface TokenUsage {
  readonly input: number;
  readonly output: number;
  /** Read from the provider's prompt cache. */
  readonly cached: number;
  /** Written to the provider's prompt cache. */
  readonly cacheWritten: number;
  readonly reasoning: number;
}

export const NO_USAGE: TokenUsage = {
  input: 0,
  output: 0,
  cached: 0,
  cacheWritten: 0,
  reasoning: 0,
};

export const addUsage = (a: TokenUsage, b: TokenUsage): TokenUsage => ({
  input: a.input + b.input,
  output: a.output + b.output,
  cached: a.cached + b.cached,
  cacheWritten: a.cacheWritten + b.cacheWritten,
  reasoning: a.reasoning + b.reasoning,
});
