/** Source text a model proposed, not yet checked. */

import type { Diagnostic } from "./diagnostic.ts";
import type { SourceText } from "./source-text.ts";

export interface Candidate {
  /** Id of the language pack that will judge it. */
  readonly language: string;
  /** Where it would be written, relative to the project, with `/`; imports are resolved from here. */
  readonly path: string;
  readonly text: string;
  /** The files that go with it, judged and written together with it; by path, relative to the project. */
  readonly companions: readonly SourceText[];
}

/**
 * What was found in a response: a candidate, or why there is none. An error beside a candidate names a part of it that
 * is missing.
 */
export type Extraction =
  | { readonly candidate: Candidate; readonly diagnostics: readonly Diagnostic[] }
  | { readonly candidate: undefined; readonly diagnostics: readonly Diagnostic[] };
