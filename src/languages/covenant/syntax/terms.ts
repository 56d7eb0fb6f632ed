/** What sections and steps are made of: names, literals, types of results. */

import type { Range } from "./token.ts";

/** A string of the source with its meaning: `text` has escapes replaced, the range includes the quotes. */
export interface Name extends Range {
  readonly text: string;
}

export type Literal =
  | (Range & { readonly kind: "int"; readonly value: bigint })
  | (Range & { readonly kind: "float"; readonly value: number })
  | (Range & { readonly kind: "string"; readonly value: string })
  | (Range & { readonly kind: "bool"; readonly value: boolean })
  | (Range & { readonly kind: "none" })
  /** `[…]` or `{…}`: swallowed as text, and a String to the type system. */
  | (Range & { readonly kind: "raw"; readonly text: string });

export type Returns =
  | (Range & { readonly kind: "single"; readonly type: Name; readonly isOptional: boolean })
  | (Range & { readonly kind: "collection"; readonly of: Name })
  | (Range & { readonly kind: "union"; readonly members: readonly UnionMember[] });
export interface UnionMember extends Range {
  readonly type: Name;
  readonly isOptional: boolean;
}
