/** What a question about code gives while it is answered, and who answered. */

import type { ModelEvent } from "./model.ts";
import type { TokenUsage } from "./token-usage.ts";

export type AnswerEvent =
  | Extract<
      ModelEvent,
      { readonly type: "text-delta" | "text-reset" | "wait-start" | "call-end" | "decoding-end" }
    >
  /** The answer could not be used: the model is asked once more, with the reason. */
  | { readonly type: "reask-start"; readonly reason: string };

/** Who answered, and what that used; of all calls that an answer took. */
export interface AnswerSource {
  readonly askedOf: string;
  readonly answeredBy: string;
  readonly usage: TokenUsage;
  /** What was dropped or changed in the requests. */
  readonly warnings: readonly string[];
  /** How often an answer could not be used and was asked for again. */
  readonly reasks: number;
}
