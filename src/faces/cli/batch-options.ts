import type { ModelOptions } from "./model-settings.ts";

/** The options of `specwright batch`, as they are parsed. */
export interface BatchCommandOptions extends ModelOptions {
  readonly language?: string;
  readonly batchMode: boolean;
  readonly batchSize?: number;
  readonly maxInputTokens?: number;
  readonly contextAware: boolean;
  readonly smartBatching: boolean;
  readonly parallel?: number;
  readonly maxIterations?: number;
  /** An id, or `true` for the latest one. */
  readonly resume?: string | true;
  readonly plan?: true;
  readonly queue?: string;
  readonly out: string;
  readonly force?: true;
  readonly jsonl?: string;
  readonly junit?: string;
  readonly sarif?: string;
  readonly bundle?: string;
}
