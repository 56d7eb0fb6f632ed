/** Carrying functions from one language over to another. */

import type { Specification } from "../domain/specification.ts";

/** A function of a source file, as a parser of its language sees it. */
export interface FunctionOutline {
  /** Its name; for a method, with its class: `Cart.total`. */
  readonly name: string;
  readonly parameters: readonly {
    readonly name: string;
    /** As written; `undefined` where the source does not say. */
    readonly type: string | undefined;
    readonly hasDefault: boolean;
  }[];
  /** As written; `undefined` where the source does not say. */
  readonly returns: string | undefined;
  /** Its comment or docstring, without marks. */
  readonly description: string | undefined;
  /** Its own text, decorators included. */
  readonly text: string;
  /** Imports, constants, types and functions of the file that it uses, as text, in source order. */
  readonly surroundings: string;
  /** Whole names of what it calls, imports resolved: `requests.get`, `node:fs.readFileSync`, `print`. */
  readonly calls: readonly string[];
  /** Error classes that it raises or throws. */
  readonly raises: readonly string[];
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** Lines in the file, from 1. */
  readonly lines: { readonly first: number; readonly last: number };
}

export interface MigrationTask {
  readonly specification: Specification;
  /** What could not be carried over as it is, and what was decided instead: for whoever reviews the result. */
  readonly notes: readonly string[];
}
