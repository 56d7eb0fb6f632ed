/** What was said to a model and what it answered, kept so that one can go on with it; a tree of turns. */

import type { Message } from "./prompt.ts";
import type { TokenUsage } from "./token-usage.ts";

export interface Turn {
  /** Names the turn in its conversation, and the branch that ends with it. */
  readonly id: string;
  /** The turn before it; `undefined` for one that begins a conversation. */
  readonly parent: string | undefined;
  readonly role: Message["role"];
  readonly text: string;
  /** Whether it is always shown, byte for byte: a specification, a signature, a file. */
  readonly isPinned: boolean;
  /** Ids of the earlier turns that this one sums up; empty for all but summaries. */
  readonly replaces: readonly string[];
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Who wrote it, in the provider's words; `undefined` for what no model wrote. */
  readonly model: string | undefined;
  readonly usage: TokenUsage | undefined;
}

export interface Conversation {
  readonly id: string;
  readonly title: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** In the order in which they were said; a parent comes before its children. */
  readonly turns: readonly Turn[];
  /** Last turn of the branch that is gone on with; `undefined` before the first. */
  readonly head: string | undefined;
}
