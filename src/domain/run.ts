/** One specification's life: its events, its limits, its end. */

import type { Artifact } from "./artifact.ts";
import type { Attempt } from "./attempt.ts";
import type { CallRecord } from "./call.ts";
import type { DecodingReport, EnforcementReport } from "./decoding.ts";
import type { AppliedFix, Diagnostic } from "./diagnostic.ts";
import type { Fallback, FallbackStrategy } from "./fallback.ts";
import type { ModelEvent, ModelResponse } from "./model.ts";
import type { Plan } from "./plan.ts";
import type { Specification } from "./specification.ts";

/** What a run may use up. `undefined` is no limit. */
export interface RunLimits {
  /** Candidates drawn from the first prompt before anything is repaired. */
  readonly samples: number;
  /** Rounds of repair after that. */
  readonly repairs: number;
  /** How many stronger models may be asked after that, each with its own rounds of repair. */
  readonly escalations: number;
  readonly maxOutputTokens: number;
  /** Input and output together, over all calls. */
  readonly totalTokens: number | undefined;
  /** Money for all calls; reserved before each, so that it is never passed. */
  readonly costUsd: number | undefined;
  readonly timeMs: number | undefined;
  /** For one check by the language's own checker. */
  readonly checkTimeoutMs: number;
}

/** The limit that ended a run. */
export type ExceededLimit = "tokens" | "time" | "money";

export type Outcome =
  | {
      readonly status: "accepted";
      readonly artifact: Artifact;
      readonly attempts: readonly Attempt[];
    }
  /** Everything that was allowed has been tried; `best` is the attempt that came furthest. */
  | {
      readonly status: "exhausted";
      readonly best: Attempt;
      readonly attempts: readonly Attempt[];
      readonly fallback: Fallback | undefined;
    }
  /** No attempt could be judged to the end, and none that was could be accepted. */
  | {
      readonly status: "inconclusive";
      readonly best: Attempt;
      readonly attempts: readonly Attempt[];
      readonly fallback: Fallback | undefined;
    }
  /** A limit ended the run before everything was tried. */
  | {
      readonly status: "stopped";
      readonly limit: ExceededLimit;
      readonly best: Attempt | undefined;
      readonly attempts: readonly Attempt[];
      readonly fallback: Fallback | undefined;
    };

/** What a run is made from: enough to go on with it after a stop. */
export interface RunSetup {
  readonly specification: Specification;
  readonly path: string;
  readonly profile: string;
  readonly limits: RunLimits;
  readonly model: string;
  readonly seed: number;
  /** Whether answers are held to what the language can hold them to, where the model lets it. */
  readonly isConstrained: boolean;
  /** What is tried, in this order, when nothing was accepted. */
  readonly fallbacks: readonly FallbackStrategy[];
  /** Ids of the prompt texts in use, by section: a run that is gone on with words its prompts as before. */
  readonly templates: Readonly<Record<string, string>>;
}

export type RunEvent =
  | ({ readonly type: "run-start"; readonly runId: string } & RunSetup)
  /** Text that reads like an order to the model, found before anything is asked. */
  | { readonly type: "injection-found"; readonly diagnostics: readonly Diagnostic[] }
  /** What answers will be held to, and how well; before anything is asked. */
  | { readonly type: "enforcement-planned"; readonly report: EnforcementReport }
  | { readonly type: "attempt-start"; readonly attempt: number; readonly plan: Plan }
  | Extract<ModelEvent, { readonly type: "text-delta" | "text-reset" | "wait-start" }>
  | { readonly type: "decoding-end"; readonly attempt: number; readonly report: DecodingReport }
  /** A call was paid for, or saved: on the disk before the attempt goes on. */
  | { readonly type: "call-end"; readonly attempt: number; readonly call: CallRecord }
  | {
      readonly type: "response-end";
      readonly attempt: number;
      /** SHA-256 of the request in canonical JSON: what `replay` finds the response by. */
      readonly requestSha256: string;
      readonly response: ModelResponse;
    }
  /** The time was over in the middle of an answer; `text` is what had come of it. */
  | { readonly type: "answer-cut"; readonly attempt: number; readonly text: string }
  | { readonly type: "check-start"; readonly attempt: number; readonly language: string }
  | {
      readonly type: "fix-end";
      readonly attempt: number;
      readonly fixes: readonly AppliedFix[];
    }
  | { readonly type: "attempt-end"; readonly number: number; readonly attempt: Attempt }
  /** Nothing was accepted, and something incomplete was tried instead. */
  | {
      readonly type: "fallback-end";
      readonly strategy: FallbackStrategy;
      /** Why nothing was accepted: codes of the diagnostics that the best attempt was refused for, or the limit. */
      readonly reason: string;
      readonly model: string;
      readonly timeMs: number;
      /** `undefined` where the language has none for this specification, or its checker refused it. */
      readonly fallback: Fallback | undefined;
    }
  | {
      readonly type: "run-end";
      readonly status: Outcome["status"];
      /** The limit that ended it before everything was tried. */
      readonly limit: ExceededLimit | undefined;
      readonly artifact: Artifact | undefined;
    };
