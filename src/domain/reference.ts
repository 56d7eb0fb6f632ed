/** Pieces of the user's own repository. */

/** A piece of source code that has a name: what references are made of. */
export interface Unit {
  readonly kind: "function" | "method" | "class" | "interface" | "type" | "constant";
  /** With the names around it: `Basket.total`. */
  readonly name: string;
  /** The declaration without its body, on one line. */
  readonly signature: string;
  /** The text around its body and in it, documentation included. */
  readonly start: number;
  readonly end: number;
  /** First sentence of its documentation. */
  readonly summary: string | undefined;
  /** Names of the functions that it calls, without what they are called on. */
  readonly calls: readonly string[];
  /** Names that it refers to as types or base classes. */
  readonly types: readonly string[];
}

export interface FileOutline {
  readonly units: readonly Unit[];
  /** Modules that the file imports, as written. */
  readonly imports: readonly string[];
}

/** A similar piece of the repository, cleaned, with why it was chosen. */
export interface Reference {
  /** Relative to the project, with `/`. */
  readonly path: string;
  readonly name: string;
  readonly kind: Unit["kind"];
  /** Line of its beginning, from 1. */
  readonly line: number;
  /** Without licence headers and secrets. */
  readonly code: string;
  /** From 0 to 1. */
  readonly score: number;
  readonly reasons: readonly string[];
}
