import type { Declarations } from "../../semantics/declarations.ts";
import type { Type } from "../../semantics/types.ts";
import type { KnownTypes } from "../../strict/known-types.ts";
import type { Variable } from "../../strict/variables.ts";
import type { Program, Snippet } from "../../syntax/ast.ts";

/** What is known where a step begins. */
export interface Visible {
  readonly program: Program;
  /** The one that is being written. */
  readonly snippet: Snippet;
  readonly declarations: Declarations;
  readonly types: KnownTypes;
  /** What the function gives; `undefined` where it says nothing, and in tests. */
  readonly returns: Type | undefined;
  /** Names as the strict profile sees them; `undefined` where no step is ever reached. */
  readonly variables: ReadonlyMap<string, Variable> | undefined;
  /** Types as the reference sees them; `undefined` where it does not look. */
  readonly reference: ReadonlyMap<string, Type> | undefined;
}

/** Everything before the snippet that is being written, read once. */
export interface Done {
  readonly text: string;
  readonly program: Program;
}
