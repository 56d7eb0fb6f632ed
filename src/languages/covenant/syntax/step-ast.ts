/** Steps of a body, their operands and conditions. */

import type { Comparison } from "../tables/kinds.ts";
import type { Literal, Name, Returns } from "./terms.ts";
import type { Range } from "./token.ts";

interface StepBase extends Range {
  readonly id: Name;
  /** The string that names the kind. */
  readonly kindName: Name;
  readonly isMutable: boolean;
  /** The binding; `_` binds nothing. */
  readonly as: Name;
}

/**
 * Where a value comes from. A dotted name is split at its first dot where the place allows it: `a.b` is then a
 * `field` operand with `isDotted`, its `of` and `field` both with the range of the whole string.
 */
export type Operand =
  | (Range & { readonly kind: "variable"; readonly name: Name; readonly via: "from" | "var" })
  | (Range & { readonly kind: "literal"; readonly literal: Literal })
  | (Range & {
      readonly kind: "field";
      readonly of: Name;
      readonly field: Name;
      readonly isDotted: boolean;
      /** How a dotted one was written; `undefined` for `field= of=`. */
      readonly via: "from" | "var" | undefined;
    })
  /** `arg fn="…"`: opaque text. */
  | (Range & { readonly kind: "lambda"; readonly text: Name })
  /** `struct=[…]`: skipped text. */
  | (Range & { readonly kind: "placeholder" });

/** `name` is what follows `field=` (or `arg name=`, `param name=`). */
export interface NamedOperand extends Range {
  readonly name: Name;
  readonly operand: Operand;
}

export interface ComputeStep extends StepBase {
  readonly kind: "compute";
  readonly operation: Name;
  readonly inputs: readonly Operand[];
}
export interface CallStep extends StepBase {
  readonly kind: "call";
  readonly callee: Name;
  readonly args: readonly NamedOperand[];
  readonly handle: readonly HandleCase[] | undefined;
}
export interface HandleCase extends Range {
  readonly type: Name;
  readonly steps: readonly Step[];
}
export interface BindStep extends StepBase {
  readonly kind: "bind";
  readonly operand: Operand;
}
export interface ReturnStep extends StepBase {
  readonly kind: "return";
  readonly value: /** `from=` is never split at a dot here. */
    | { readonly kind: "operand"; readonly operand: Operand }
    | (Range & {
        readonly kind: "struct" | "variant";
        readonly type: Name;
        readonly fields: readonly NamedOperand[];
      });
}
export interface ConstructStep extends StepBase {
  readonly kind: "construct";
  readonly type: Name;
  readonly fields: readonly NamedOperand[];
}
export interface IfStep extends StepBase {
  readonly kind: "if";
  /** A variable or a dotted path. */
  readonly condition: Name;
  readonly thenSteps: readonly Step[];
  readonly elseSteps: readonly Step[] | undefined;
}
export interface MatchStep extends StepBase {
  readonly kind: "match";
  readonly on: Name;
  readonly cases: readonly MatchCase[];
}
export interface MatchCase extends Range {
  readonly pattern:
    | (Range & {
        readonly kind: "variant";
        readonly type: Name;
        readonly bindings: readonly Name[];
      })
    | (Range & { readonly kind: "wildcard" });
  readonly steps: readonly Step[];
}
export interface ForStep extends StepBase {
  readonly kind: "for";
  readonly variable: Name;
  readonly in: Name;
  readonly steps: readonly Step[];
}
export interface StructuredQueryStep extends StepBase {
  readonly kind: "query";
  readonly form: "structured";
  readonly target: Name;
  /** `undefined` selects all. */
  readonly select: Name | undefined;
  readonly from: Name;
  readonly where: Condition | undefined;
  readonly order: { readonly by: Name; readonly isDescending: boolean } | undefined;
  readonly limit: (Range & { readonly value: number }) | undefined;
}
export interface SqlQueryStep extends StepBase {
  readonly kind: "query";
  readonly form: "sql";
  readonly dialect: Name;
  readonly target: Name;
  /** The body between its keywords, verbatim. */
  readonly sql: Name;
  readonly params: readonly NamedOperand[];
  readonly hasParams: boolean;
  readonly returns: Returns | undefined;
}
export interface InsertStep extends StepBase {
  readonly kind: "insert";
  readonly into: Name;
  readonly sets: readonly SetColumn[];
}
export interface UpdateStep extends StepBase {
  readonly kind: "update";
  readonly target: Name;
  readonly sets: readonly SetColumn[];
  readonly where: Condition | undefined;
}
export interface DeleteStep extends StepBase {
  readonly kind: "delete";
  readonly from: Name;
  readonly where: Condition | undefined;
}
export interface SetColumn extends NamedOperand {
  /** `op=add` and the like; the reference reads and drops it. */
  readonly operation: Name | undefined;
}
export interface TransactionStep extends StepBase {
  readonly kind: "transaction";
  readonly isolation: Name | undefined;
  readonly steps: readonly Step[];
}
export interface TraverseStep extends StepBase {
  readonly kind: "traverse";
  readonly target: Name;
  readonly from: Name;
  readonly relation: Name;
  /** `follow type=` or `relation=`. */
  readonly via: "follow" | "relation";
  readonly depth: number | "unbounded" | undefined;
  readonly direction: Name | undefined;
}
export interface ParallelStep extends StepBase {
  readonly kind: "parallel";
  readonly onError: Name | undefined;
  readonly timeout: Name | undefined;
  readonly branches: readonly Branch[];
}
export interface RaceStep extends StepBase {
  readonly kind: "race";
  readonly timeout: Name | undefined;
  readonly onTimeout: Name | undefined;
  readonly branches: readonly Branch[];
}
export interface Branch extends Range {
  readonly id: Name;
  readonly steps: readonly Step[];
}

export type QueryStep = StructuredQueryStep | SqlQueryStep;
export type Step =
  | ComputeStep
  | CallStep
  | BindStep
  | ReturnStep
  | ConstructStep
  | IfStep
  | MatchStep
  | ForStep
  | QueryStep
  | InsertStep
  | UpdateStep
  | DeleteStep
  | TransactionStep
  | TraverseStep
  | ParallelStep
  | RaceStep;

export type Condition =
  | (Range & {
      readonly kind: "comparison";
      readonly comparison: Comparison;
      readonly field: Name;
      readonly operand: Operand;
    })
  | (Range & { readonly kind: "and" | "or"; readonly conditions: readonly Condition[] })
  | (Range & {
      readonly kind: "rel_to" | "rel_from";
      readonly reference: Name;
      readonly type: Name;
    });
