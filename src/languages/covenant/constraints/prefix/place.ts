/** Where a text stands inside of the program: the snippet, the open blocks, the step that is being written. */

import type { Type } from "../../semantics/types.ts";
import type { Value } from "../../strict/values.ts";
import type { StepKind } from "../../tables/kinds.ts";
import type { BlockKind } from "../rules/notation.ts";
import type { Done, Visible } from "./visible.ts";

export interface Place {
  /** The snippets before this one. */
  readonly done: Done;
  /** Where the snippet begins in the text. */
  readonly snippetAt: number;
  readonly isAsked: boolean;
  readonly snippetId: string;
  readonly blocks: Block | undefined;
  readonly step: StepPlace | undefined;
  readonly stepIds: ReadonlySet<string>;
  /** Requirements that have a test. */
  readonly covered: ReadonlySet<string>;
  /** Parameters of a helper so far. */
  readonly parameters: ReadonlySet<string>;
  /** Of the union that is being declared. */
  readonly members: ReadonlySet<string>;
  readonly steps: number;
}

export interface Block {
  readonly kind: BlockKind;
  /** The step that it belongs to. */
  readonly step: StepPlace | undefined;
  readonly outer: Block | undefined;
}

/** A step, as far as it is written. */
export interface StepPlace {
  /** Where it begins in the text. */
  readonly at: number;
  /** What can be used where it begins. */
  readonly here: Lazy<Visible | undefined>;
  /** What would be there behind it, once its payload is written. */
  readonly after: Lazy<Visible | undefined> | undefined;
  /** The block that it stands in. */
  readonly blocks: Block | undefined;
  readonly kind: StepKind | undefined;
  readonly operation: string | undefined;
  readonly inputs: readonly TypedValue[];
  readonly callee: string | undefined;
  /** Arguments, fields or columns that have a value or are getting one. */
  readonly given: readonly string[];
  /** The type that is built. */
  readonly type: string | undefined;
  /** The field that is read from a record still to be named. */
  readonly field: string | undefined;
  readonly matched: string | undefined;
  readonly cases: readonly string[];
  readonly bindings: readonly string[];
  readonly table: string | undefined;
  readonly dialect: string | undefined;
  /** Places for values in SQL that have none yet. */
  readonly wanted: readonly string[];
}

/** A value as the strict profile knows it, and as the reference does where it looks. */
export interface TypedValue {
  readonly value: Value;
  readonly reference: Type | undefined;
}

/** Told when first asked, and then the same for ever. */
export type Lazy<Value> = () => Value;

export function lazily<Value>(tell: () => Value): Lazy<Value> {
  let told: { readonly value: Value } | undefined;
  return () => {
    told ??= { value: tell() };
    return told.value;
  };
}

export const emptyStep = ({
  at,
  here,
  blocks,
}: Pick<StepPlace, "at" | "here" | "blocks">): StepPlace => ({
  at,
  here,
  after: undefined,
  blocks,
  kind: undefined,
  operation: undefined,
  inputs: [],
  callee: undefined,
  given: [],
  type: undefined,
  field: undefined,
  matched: undefined,
  cases: [],
  bindings: [],
  table: undefined,
  dialect: undefined,
  wanted: [],
});

export const startPlace = (done: Done): Place => ({
  done,
  snippetAt: 0,
  isAsked: false,
  snippetId: "",
  blocks: undefined,
  step: undefined,
  stepIds: new Set(),
  covered: new Set(),
  parameters: new Set(),
  members: new Set(),
  steps: 0,
});

/** `s4`, or the next one that no step has. */
export function freeId(taken: ReadonlySet<string>): string {
  let number = taken.size + 1;
  while (taken.has(`s${number}`)) number += 1;
  return `s${number}`;
}
