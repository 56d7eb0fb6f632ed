/** What a model is shown, by sections, each with a token budget of its own. */

/** In the order in which they are read. */
export const SECTION_IDS = [
  "system",
  "operation",
  "patterns",
  "references",
  "constraints",
  "instructions",
] as const;
export type SectionId = (typeof SECTION_IDS)[number];

export type ContextKind =
  | "briefing" // what one should know to write the language well
  | "example" // a program that its checker accepts
  | "variant" // the shape of what is asked for, and why
  | "specification" // the wish itself
  | "declaration" // the signature, to the token
  | "pattern" // a proven way to do a part of it
  | "file" // a file that the specification names
  | "structure" // the project's folders and files
  | "reference" // a similar piece of the project
  | "mixin" // a ready part that fits
  | "error-code"
  | "rule" // a house rule that will be checked
  | "instruction";

export interface ContextItem {
  readonly section: SectionId;
  readonly kind: ContextKind;
  /** Where it came from: a path, or the id of the part of us that wrote it. */
  readonly source: string;
  readonly text: string;
  readonly tokens: number;
  /** Why it was chosen, in words, with its score; `undefined` for what is always there. */
  readonly why: string | undefined;
  /** Tokens that it had before it was cut; `undefined` for what is whole. */
  readonly uncutTokens: number | undefined;
  /** Never cut, and found byte for byte in the prompt. */
  readonly isPinned: boolean;
}

/** What did not fit, or only in part. */
export interface OmittedItem {
  readonly section: SectionId;
  readonly kind: ContextKind;
  readonly source: string;
  readonly tokens: number;
  readonly reason: string;
}

export interface ContextSection {
  readonly id: SectionId;
  readonly budgetTokens: number;
  readonly tokens: number;
}

export interface Context {
  /** In the order they are shown. */
  readonly items: readonly ContextItem[];
  readonly omitted: readonly OmittedItem[];
  /** All of them, in their order. */
  readonly sections: readonly ContextSection[];
  /** What all items together may have, the answer's room and what a repair quotes taken off. */
  readonly tokenBudget: number;
}
