/** One call to a model: what goes in, what streams back, the whole. */

import type { Message } from "./prompt.ts";

export interface ModelRequest {
  readonly messages: readonly Message[];
  /** Text the answer begins with; part of the response. Models that cannot continue it ignore it. */
  readonly answerStart: string | undefined;
  /** Texts that end the answer, themselves left out of it. */
  readonly stopTexts: readonly string[];
  readonly maxOutputTokens: number;
  /** 0 is greedy. `undefined` leaves it to the model. */
  readonly temperature: number | undefined;
  readonly seed: number | undefined;
}

/** Why an answer ended. After OpenTelemetry `gen_ai.response.finish_reasons`. */
export type FinishReason = "stop" | "length" | "refusal" | "other";

/** Tokens of one call. `cached` is part of `input`, `reasoning` is part of `output`. */
export interface TokenUsage {
  readonly input: number;
  readonly output: number;
  readonly cached: number;
  readonly reasoning: number;
}

export type ModelEvent =
  | { readonly type: "text-delta"; readonly text: string }
  | {
      readonly type: "response-end";
      readonly finishReason: FinishReason;
      readonly usage: TokenUsage;
      /** Id of the model that answered, which may differ from the one that was asked. */
      readonly answeredBy: string;
      /** What the provider dropped or changed in the request. */
      readonly warnings: readonly string[];
    };

export interface ModelResponse {
  readonly text: string;
  readonly finishReason: FinishReason;
  readonly usage: TokenUsage;
  readonly askedOf: string;
  readonly answeredBy: string;
  readonly warnings: readonly string[];
  readonly timeMs: number;
}

export const NO_USAGE: TokenUsage = { input: 0, output: 0, cached: 0, reasoning: 0 };

export const addUsage = (a: TokenUsage, b: TokenUsage): TokenUsage => ({
  input: a.input + b.input,
  output: a.output + b.output,
  cached: a.cached + b.cached,
  reasoning: a.reasoning + b.reasoning,
});
