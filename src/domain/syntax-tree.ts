/** What a parser made of source text, as plain data: cheap to walk, and nothing to close. */

/** A node; with all its offsets UTF-16 code units of `source`, half open. */
export interface SyntaxNode {
  /** The grammar's name for it: `class_definition`; for a token that has no name of its own, its text: `async`. */
  readonly type: string;
  readonly isNamed: boolean;
  /** The parent's name for it: `body`, `left`. */
  readonly field: string | undefined;
  readonly start: number;
  readonly end: number;
  /** Put in by the parser, which expected it here: there is no text. */
  readonly isMissing: boolean;
  readonly parent: SyntaxNode | undefined;
  /** All of them, comments and tokens included. */
  readonly children: readonly SyntaxNode[];
  /** The whole text that was parsed. */
  readonly source: string;
}

export interface SyntaxTree {
  readonly root: SyntaxNode;
  /** Whether some of the text could not be read; the rest of the tree is still of use. */
  readonly hasError: boolean;
}
