/** What a language pack knows about one specification before anybody writes code for it. */

import type { ContextKind } from "./context.ts";

export interface GuidanceNote {
  readonly kind: Extract<ContextKind, "variant" | "mixin" | "error-code" | "rule" | "instruction">;
  /** Id of what is said: of the variant, the mixin, the rule. */
  readonly source: string;
  readonly text: string;
  /** Why it is said, with its score; `undefined` for what always holds. */
  readonly why: string | undefined;
}

export interface Guidance {
  /** Kind of node, by which patterns are chosen too; `undefined` where kinds do not matter. */
  readonly kind: string | undefined;
  /** What the specification calls for, in the words of the pattern library. */
  readonly features: readonly string[];
  /** Weightiest first within a kind. */
  readonly notes: readonly GuidanceNote[];
}
