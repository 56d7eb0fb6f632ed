/** What is asked. */

import type { SourceText } from "./source-text.ts";

/** What a call must do: give back a value, or throw. Both sides are expressions of the target language. */
export interface Example {
  /** An expression that calls what is asked for, e.g. `slugify("A b")`. */
  readonly call: string;
  readonly expected:
    | { readonly kind: "returns"; readonly expression: string }
    /** `name` is the error's class; `undefined` accepts any. */
    | { readonly kind: "throws"; readonly name: string | undefined };
}

export interface ProseSpecification {
  readonly kind: "prose";
  /** The title, or the file's name where there is none. */
  readonly name: string;
  /** Id of a language pack. */
  readonly language: string;
  /** The wish in the user's words, front matter removed, otherwise verbatim. */
  readonly text: string;
  /** A declaration the candidate must hold to the token, e.g. `export function add(a: number, b: number): number`. */
  readonly signature: string | undefined;
  readonly examples: readonly Example[];
  /** One checkable sentence each; shown to the model. */
  readonly requirements: readonly string[];
  /** Files shown to the model, read when the specification was. */
  readonly contextFiles: readonly SourceText[];
  /** The user's test files, run against the candidate. */
  readonly testFiles: readonly SourceText[];
}

/** One kind today; each room in `specifications/` adds one. */
export type Specification = ProseSpecification;
