/** What is said to a model, and by which template. */

export interface Message {
  readonly role: "system" | "user" | "assistant";
  readonly text: string;
}

/** Up to here a prompt is the same for many requests, so that a provider may keep it. */
export interface BreakPoint {
  /** Index into the messages. */
  readonly message: number;
  /** Offset into that message's text. */
  readonly end: number;
}

export interface Prompt {
  readonly messages: readonly Message[];
  /** In the order of the text: what is shared most comes first. */
  readonly breakPoints: readonly BreakPoint[];
  /** The first words of the answer, put into the model's mouth where it can take them; else `undefined`. */
  readonly answerStart: string | undefined;
  /** What ends an answer that was begun so; empty where the answer is the model's own from its first word. */
  readonly stopTexts: readonly string[];
  /** `name@version` of the template that made the messages. */
  readonly template: string;
}
