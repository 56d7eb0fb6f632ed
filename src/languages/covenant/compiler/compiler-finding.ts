/** What the real compiler says about a program, in the words of our own front end. */

import type { Rule, RuleFacts } from "../rules.ts";
import type { Range } from "../syntax/token.ts";

/** The part of the compiler that speaks. */
export type FindingKind = "parse" | "symbol" | "type" | "requirement" | "effect";

/** The rule of ours that a message means, with its facts; what the message does not tell is empty. */
export type Meaning = {
  readonly [Name in Rule]: { readonly rule: Name; readonly facts: RuleFacts[Name] };
}[Rule];

export interface CompilerFinding {
  readonly kind: FindingKind;
  readonly severity: "error" | "warning";
  /** As printed, without colours; parse and type errors carry none. */
  readonly code: string | undefined;
  readonly message: string;
  /** `undefined` for a message that is not known. */
  readonly meaning: Meaning | undefined;
  /** Symbol and type errors have no place; that of a parse error is a point. */
  readonly range: Range | undefined;
}
