/** What was sent to models lately, and what their prompt caches made of it. */

import type { BreakPoint, Message } from "../domain/prompt.ts";
import type { TokenUsage } from "../domain/token-usage.ts";

/** A request as it was sent, for comparing later ones with. */
export interface SentPrompt {
  /** `provider/model`. */
  readonly modelId: string;
  readonly messages: readonly Message[];
  readonly breakPoints: readonly BreakPoint[];
  /** Wall time in ms. */
  readonly sentAt: number;
  /** Wall time in ms of its first text: from then on others can share its beginning; `undefined` when none came. */
  readonly readyAt: number | undefined;
}

/**
 * Why a provider's prompt cache gave what it gave. `hit`: as much as was expected. `first`: nothing was sent before.
 * `short`: what is shared is shorter than the provider keeps. `unmarked`: what is shared was not marked at the same
 * place in both. `differs`: the beginnings differ. `expired`: the earlier request is too old. `other-model`: only
 * another model had it. `in-flight`: the earlier request had not been read yet. `provider`: all was as it should be.
 * `off`: the configuration marks nothing.
 */
export type CacheOutcome =
  | "hit"
  | "first"
  | "short"
  | "unmarked"
  | "differs"
  | "expired"
  | "other-model"
  | "in-flight"
  | "provider"
  | "off";

/** The first place at which two prompts differ. */
export interface PromptDifference {
  /** Index into the messages, from 0. */
  readonly message: number;
  readonly role: Message["role"];
  /** Into that message's text, in UTF-16 units, from 0. */
  readonly offset: number;
  /** The same place in bytes of UTF-8. */
  readonly byteOffset: number;
  /** The line around it, cut to a few words, in the earlier prompt and in this one. */
  readonly before: string;
  readonly now: string;
}

/** One call, explained. */
export interface CacheReport {
  readonly runId: string | undefined;
  /** `provider/model`. */
  readonly modelId: string;
  /** Wall time in ms. */
  readonly sentAt: number;
  readonly usage: TokenUsage;
  /** Tokens that the provider could have read from its cache, estimated from their share of the prompt. */
  readonly expectedTokens: number;
  readonly outcome: CacheOutcome;
  /** In words, for the user. */
  readonly why: string;
  /** Against the earlier prompt that shares most; `undefined` where there is none, or where it holds all of this one. */
  readonly difference: PromptDifference | undefined;
}

/** A history that fails never fails a call: it remembers nothing. */
export interface PromptHistory {
  /** The last prompts, newest first, of any model. */
  last(count: number): readonly SentPrompt[];
  add(prompt: SentPrompt, report: CacheReport | undefined): void;
  /** Keeps for other processes what `add` has only noted: reports are kept at once, prompts are large. */
  flush(): void;
  /** Newest first; `runId` chooses one run's. */
  reports(options: {
    readonly runId?: string | undefined;
    readonly count: number;
  }): readonly CacheReport[];
  /** Forgets everything. */
  clear(): void;
}
