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
  | "habit" // what the project's own code nearly always does; nobody checks it
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
  /** What the settings give it for additions, and what is always shown in it. */
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
  /** What the settings give all sections together; what is always shown may alone exceed it. */
  readonly totalTokens: number;
}

/** What a project wants shown besides what was asked for. */
export interface ContextLimits {
  /** Tokens of all sections together; `undefined` leaves it to the model, and to `DEFAULT_CONTEXT_TOKENS`. */
  readonly totalTokens: number | undefined;
  readonly sectionTokens: Readonly<Record<SectionId, number>>;
  /** Whether similar code of the project is looked for. */
  readonly withReferences: boolean;
}

export const DEFAULT_CONTEXT_TOKENS = 8000;

export const DEFAULT_CONTEXT_LIMITS: ContextLimits = {
  totalTokens: undefined,
  sectionTokens: {
    system: 500,
    operation: 300,
    patterns: 2000,
    references: 2500,
    constraints: 500,
    instructions: 200,
  },
  withReferences: true,
};
