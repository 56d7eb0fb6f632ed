/** What a text has to keep to while it is written. */

import type { JsonRecord } from "./json.ts";

export type Constraint =
  | {
      readonly kind: "grammar" /** Lark, as llguidance reads it; begins at the rule `start`. */;
      readonly lark: string;
    }
  | { readonly kind: "schema"; readonly schema: JsonRecord }
  | { readonly kind: "regex" /** Matches the whole text. */; readonly pattern: string };

/** Why a constraint is refused before anything is written. */
export type RefusalReason =
  /** It cannot be read: syntax, an unknown name. */
  | "unreadable"
  /** Some text that it lets begin can never end. */
  | "cannot-finish"
  /** It costs more than the limits allow. */
  | "over-limits"
  /** It asks for what the engine does not do, or does wrongly. */
  | "not-enforceable";

export interface ConstraintRefusal {
  readonly reason: RefusalReason;
  readonly message: string;
  /** From 1; `undefined` where no place is to blame, or none is known. */
  readonly line: number | undefined;
  /** From 1, in characters. */
  readonly column: number | undefined;
}

/** How much a constraint may cost before the engine gives up on it. */
export interface ConstraintLimits {
  /** Ways of reading that are open at one place. */
  readonly maxItemsInRow: number;
  /** Ways of reading tried for one whole mask. */
  readonly maxItemsInMask: number;
  /** Work on the constraint's regexes before the first token. */
  readonly lexerFuelAtStart: number;
  /** The same for one whole mask. */
  readonly lexerFuelInMask: number;
  /** States of the lexer, 1 to 2 kB each. */
  readonly maxLexerStates: number;
  /** Symbols in all rules. */
  readonly maxSymbols: number;
}
