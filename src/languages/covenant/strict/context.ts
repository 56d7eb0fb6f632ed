/** What the checks of one body share. */

import type { Finding } from "../finding.ts";
import type { Declarations } from "../semantics/declarations.ts";
import type { SuggestNames } from "../semantics/suggest-names.ts";
import type { Type } from "../semantics/types.ts";
import type { Step } from "../syntax/step-ast.ts";
import type { KnownTypes } from "./known-types.ts";
import type { Value } from "./values.ts";
import type { Variables } from "./variables.ts";

export interface Context {
  readonly declarations: Declarations;
  readonly types: KnownTypes;
  readonly suggest: SuggestNames;
  readonly findings: Finding[];
  readonly variables: Variables;
  /** What the function must return; `undefined` where it declares nothing or this is no function. */
  readonly returns: Type | undefined;
  /** Whether the reference looks at this place: it skips tests, transactions and the cases of a handle. */
  readonly isSeenByReference: boolean;
  /** Names bound by any earlier step that the reference looks at: it takes all of them as bound. */
  readonly boundForReference: Set<string>;
}

/** What a step or a block gives; `undefined` where nothing after it runs. */
export type Outcome = Value | undefined;

/** Checks the steps of a block in order: handed to the kinds of step that have blocks. */
export type CheckBlock = (steps: readonly Step[], context: Context) => Outcome;

/** Adds `findings` one by one: there may be more than a call takes arguments. */
export function report(findings: readonly Finding[], context: Context): void {
  for (const found of findings) context.findings.push(found);
}
