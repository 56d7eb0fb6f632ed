/** Carrying functions from one language over to another. */

import type { Specification } from "../domain/specification.ts";

/** A function of a source file, as a parser of its language sees it. */
export interface FunctionOutline {
  /** Its name; for a method, with its class: `Cart.total`. */
  readonly name: string;
  /** A method that uses its own object has that object first, under its language's word for it. */
  readonly parameters: readonly OutlinedParameter[];
  /**
   * As written, or the language's word for nothing where no path gives a value back; `undefined` where the source
   * does not say.
   */
  readonly returns: string | undefined;
  /** Its comment or docstring, without marks. */
  readonly description: string | undefined;
  /** Its own text, decorators included. */
  readonly text: string;
  /** Imports, constants, types and functions of the file that it uses, as text, in source order. */
  readonly surroundings: string;
  /**
   * Whole names of what it calls or reads outside of its file, imports resolved, functions of the file followed:
   * `requests.get`, `node:fs.readFileSync`, `print`, `os.environ`. `*.execute` where the object is not known.
   */
  readonly calls: readonly string[];
  /** Error classes that leave it, those of the file's functions that it calls included. */
  readonly raises: readonly string[];
  /** What other languages may lack, in source order. */
  readonly constructs: readonly SourceConstruct[];
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** Lines in the file, from 1. */
  readonly lines: { readonly first: number; readonly last: number };
}

export interface OutlinedParameter {
  readonly name: string;
  /** As written; `undefined` where the source does not say. */
  readonly type: string | undefined;
  /** As written; `undefined` where it has none. */
  readonly defaultValue: string | undefined;
}

/** Something in a function that a language may not have. */
export interface SourceConstruct {
  readonly kind: ConstructKind;
  /** The name that it is about, or its own text on one line, shortened. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

export type ConstructKind =
  /** Changes an argument, or the object that a method belongs to. */
  | "changed-argument"
  /** A list that is made for its side effects only. */
  | "discarded-values"
  | "decorator"
  | "destructured-parameter"
  | "exponent"
  | "floor-division"
  /** Calls one of its parameters. */
  | "function-argument"
  | "inheritance"
  | "inner-function"
  /** What it uses of its file, but is too much to show. */
  | "left-out"
  | "managed-context"
  | "markup"
  /** Changes a variable of the file. */
  | "module-state"
  | "negative-index"
  | "overload"
  | "regular-expression"
  | "text-formatting"
  /** A division whose result has a fraction whatever the operands are. */
  | "true-division"
  | "type-parameter"
  | "variable-arguments";

export interface MigrationTask {
  readonly specification: Specification;
  /** What was settled before anybody is asked: types and effects, each with where it comes from. */
  readonly decisions: readonly string[];
  /** What cannot be carried over as it is, for whoever reviews the result. */
  readonly notes: readonly string[];
}
