/** One call to a model: what goes in, what streams back, the whole. */

import type { CallRecord } from "./call.ts";
import type { DecodingReport } from "./decoding.ts";
import type { FaultCode } from "./fault.ts";
import type { JsonValue } from "./json.ts";
import type { BreakPoint, Message } from "./prompt.ts";
import type { FinishReason, TokenUsage } from "./token-usage.ts";

export interface ModelRequest {
  readonly messages: readonly Message[];
  /** For providers that keep the beginnings of prompts; the answer does not depend on them. */
  readonly breakPoints: readonly BreakPoint[];
  /** Text the answer begins with; part of the response. Models that cannot continue it ignore it. */
  readonly answerStart: string | undefined;
  /** Texts that end the answer, themselves left out of it. */
  readonly stopTexts: readonly string[];
  readonly maxOutputTokens: number;
  /** 0 is greedy. `undefined` leaves it to the model. */
  readonly temperature: number | undefined;
  readonly seed: number | undefined;
  /** JSON Schema that the answer must follow, where the model can be held to one; else `undefined`. */
  readonly responseSchema: JsonValue | undefined;
  /** Id of the constraint set that the answer is held to, token by token or place by place; else `undefined`. */
  readonly heldTo: string | undefined;
  /** Which of several answers to the same messages this is, from 0: caches keep them apart. */
  readonly draw: number;
  /** How often failure has asked for a stronger model. A model that stands alone ignores it. */
  readonly escalation: number;
}

/** All of a request that its answer may depend on. */
export const withoutBreakPoints = ({
  breakPoints: _breakPoints,
  ...rest
}: ModelRequest): Omit<ModelRequest, "breakPoints"> => rest;

/** What is left until when, as a provider reports it with an answer; `undefined` where it does not. */
export interface ReportedLimits {
  readonly requests: ReportedLimit | undefined;
  readonly tokens: ReportedLimit | undefined;
}

export interface ReportedLimit {
  /** Most in a minute; `undefined` where only the rest is told. */
  readonly limit: number | undefined;
  readonly remaining: number;
  /** In how many ms it is full again; `undefined` where it is not told. */
  readonly resetsInMs: number | undefined;
}

/** Why nothing comes for a while. */
export type WaitReason = "retry" | "rate-limit" | "circuit" | "batch" | "budget";

export type ModelEvent =
  | { readonly type: "text-delta"; readonly text: string }
  /** What has come so far is void: the answer begins anew. */
  | { readonly type: "text-reset"; readonly reason: string }
  | {
      readonly type: "wait-start";
      readonly reason: WaitReason;
      /** `undefined` where nobody knows. */
      readonly waitMs: number | undefined;
      /** In words, for the person who waits. */
      readonly why: string;
      readonly code: FaultCode | undefined;
    }
  /** Told by adapters for rate limits; goes no further than to them. */
  | { readonly type: "limits-report"; readonly limits: ReportedLimits }
  /** A call on the wire, or one that a cache saved, has ended: well or not. Comes before the fault, if there is one. */
  | { readonly type: "call-end"; readonly call: CallRecord }
  /** What holding an answer to its constraints took; comes before its end. */
  | { readonly type: "decoding-end"; readonly report: DecodingReport }
  | {
      readonly type: "response-end";
      readonly finishReason: FinishReason;
      readonly usage: TokenUsage;
      /** Id of the model that was asked for this answer: another than the first choice after a fallback. */
      readonly askedOf: string;
      /** Id of the model that answered, in the provider's words. */
      readonly answeredBy: string;
      /** What was dropped or changed in the request. */
      readonly warnings: readonly string[];
    };

/** The end of an answer. */
export type ResponseEnd = Extract<ModelEvent, { readonly type: "response-end" }>;

export interface ModelResponse {
  readonly text: string;
  readonly finishReason: FinishReason;
  /** Of the calls that this text is made of; what failed calls used is told by their `call-end`. */
  readonly usage: TokenUsage;
  readonly askedOf: string;
  readonly answeredBy: string;
  readonly warnings: readonly string[];
  readonly timeMs: number;
}
