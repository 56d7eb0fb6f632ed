import type { CompanionWish, Example } from "../../domain/specification.ts";

/** What a specification's front matter says. */
export interface FrontMatter {
  readonly language?: string | undefined;
  readonly signature?: string | undefined;
  /** A file in Lark, relative to the specification. */
  readonly grammar?: string | undefined;
  readonly examples: readonly Example[];
  readonly requirements: readonly string[];
  /** Files, relative to the specification. */
  readonly context: readonly string[];
  readonly tests: readonly string[];
  /** Files that are asked for besides the main one. */
  readonly companions: readonly CompanionWish[];
  /** Line of a field or of an item in it, e.g. `["context", 0]`; from 1, in the whole file. */
  lineOf(keys: readonly PropertyKey[]): number;
}

/** The front matter of a file that has none. */
export const NO_FRONT_MATTER: FrontMatter = {
  examples: [],
  requirements: [],
  context: [],
  tests: [],
  companions: [],
  lineOf: () => 1,
};
