/** Something that a file of contracts declares, as far as its text tells. */

export interface Declaration {
  /** With the modules and namespaces around it: `Arrays.Max`. */
  readonly name: string;
  /** In the language's words: `method`, `lemma`, `theorem`, `spec fn`, `datatype`. */
  readonly kind: string;
  /** UTF-16 offsets, attributes before it included. */
  readonly start: number;
  readonly end: number;
  /** Where its body lies, its braces or `:=` included; `undefined` for one without. */
  readonly body: { readonly start: number; readonly end: number } | undefined;
  /** The tokens of all but the body, with one space between them: layout and comments do not count. */
  readonly contract: string;
  /** Whether its body says what it means, so that it belongs to the specification wherever it is frozen: functions, predicates, types. */
  readonly isDefinition: boolean;
  /** Whether something is promised of it: an `ensures`, a statement to prove. */
  readonly promises: boolean;
  /** Last parts of the names that it mentions, its own apart; sorted, each once. */
  readonly uses: readonly string[];
}

/** Another file, or a library, that a file stands on. */
export interface FileImport {
  /** As it is written: `"shapes.dfy"`, `Mathlib.Tactic`, `vstd::prelude`. */
  readonly target: string;
  /** Relative to the importing file, where it may be a file of the same project. */
  readonly path: string | undefined;
}
