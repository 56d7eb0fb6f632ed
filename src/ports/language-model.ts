/** A model that can be asked. Adapters only translate: no retry, cache, log, price or prompt inside. */

import type { CallPurpose } from "../domain/call.ts";
import type { ModelCapabilities } from "../domain/capabilities.ts";
import type { EnforcementReport } from "../domain/decoding.ts";
import type { ModelEvent, ModelRequest } from "../domain/model.ts";
import type { RouteChoice } from "../domain/route-traffic.ts";
import type { RunEvent } from "../domain/run.ts";
import type { Budget } from "./budget.ts";
import type { ConstraintSet } from "./constraint-set.ts";
import type { TokenAccess } from "./token-access.ts";

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Why this call is made. @default "answer" */
  readonly purpose?: CallPurpose | undefined;
  /** The routing rule that chose this model, in words. */
  readonly rule?: string | undefined;
  /** Which side of a route's share earlier calls of the same run came down on: this one stays there. @default none */
  readonly route?: RouteChoice | undefined;
  /** What pays for it. @default the budget that the model was put together with */
  readonly budget?: Budget | undefined;
  /** The run it is made for, for reports. */
  readonly runId?: string | undefined;
  /** Whether an answer with this text is of use: another is neither kept nor given again. @default each whole one is */
  readonly isUsable?: ((text: string) => boolean) | undefined;
  /**
   * Sent with each request, so that an endpoint that knows such keys gives the same answer again instead of a second
   * one, and charges once. @default none
   */
  readonly idempotencyKey?: string | undefined;
  /** What the answer is held to; `request.heldTo` is its id. Models without `planEnforcement` ignore it. @default nothing */
  readonly constraints?: ConstraintSet | undefined;
  /**
   * Text of the answer that the conversation shows already and asks to go on with, in its last two messages: only what
   * follows it comes. @default the answer begins with this call
   */
  readonly goesOnFrom?: string | undefined;
  /**
   * Grammar of the whole answer, in llguidance's Lark, for whoever serves the model. Given only where
   * `capabilities.takesGrammar` says so. @default none
   */
  readonly grammar?: string | undefined;
}

export interface LanguageModel extends AsyncDisposable {
  /** `provider/model`. */
  readonly id: string;
  readonly contextWindowTokens: number;
  /** Whether it goes on from `answerStart`, so that the response begins with it. */
  readonly continuesAnswerStart: boolean;
  readonly capabilities: ModelCapabilities;
  /**
   * Whether whoever serves it, and each that may stand in for it, gives the same answer to the same idempotency key and
   * charges once. @default false
   */
  readonly keepsAnswersByKey?: boolean | undefined;
  /** How many stronger models failure can ask for, one after the other; 0 for a model that stands alone. */
  readonly escalations: number;
  /** Sensible limits for it where the user names none: a weak model needs more samples and less rope. */
  readonly suggested: {
    readonly samples: number;
    readonly maxOutputTokens: number;
    /** What a prompt may hold where more of it helps no longer; 0 shows only what was asked for. @default no limit */
    readonly contextTokens?: number | undefined;
  };
  /** There where its next token can be chosen by others. */
  readonly tokens?: TokenAccess | undefined;
  /**
   * How it would see to `constraints`, told before anything is asked. Absent where it sees to none.
   *
   * @throws {Fault} `constraint/refused` with the place and the reason, for a set that nothing could be written under.
   */
  planEnforcement?(constraints: ConstraintSet): Promise<EnforcementReport>;
  /**
   * Hears of each run that it answered for, by its events, when it has ended. What it cannot do with that fails no run.
   * @default it does not listen
   */
  runEnded?(runId: string, events: readonly RunEvent[]): Promise<void>;
  /** With the model's own tokenizer where there is one, else an estimate that is rather too high. */
  countTokens(text: string): number;
  /**
   * The answer as it comes. The last event is `response-end`; a stream that stops without one throws.
   *
   * @throws {Fault} `model/*`; `details.partialText` holds what had come, `details.usage` what was reported.
   * @throws {Fault} `budget/*` before anything is sent.
   * @throws `signal.reason` when aborted.
   */
  stream(request: ModelRequest, options?: CallOptions): AsyncIterable<ModelEvent>;
}
