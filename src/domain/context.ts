/** What the model is shown besides the specification. */

export interface ContextItem {
  /** Where it came from: a path, or the id of the part of us that wrote it. */
  readonly source: string;
  readonly kind: "file" | "briefing" | "example";
  readonly text: string;
  readonly tokens: number;
}

export interface Context {
  /** In the order they are shown. */
  readonly items: readonly ContextItem[];
  /** What did not fit into the token budget. */
  readonly omitted: readonly { readonly source: string; readonly tokens: number }[];
  readonly tokenBudget: number;
}
