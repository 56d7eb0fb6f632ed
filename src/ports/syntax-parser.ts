/** Source text → syntax tree, by a grammar that tolerates mistakes. */

import type { SyntaxTree } from "../domain/syntax-tree.ts";

/** A tree-sitter grammar, compiled to wasm, in a package that is installed. */
export interface Grammar {
  /** A file of a package: `@vscode/tree-sitter-wasm/wasm/tree-sitter-rust.wasm`. */
  readonly file: string;
}

export interface SyntaxParser {
  /**
   * The tree of `text`; the same tree for the same text, as long as it is remembered.
   *
   * @throws {Fault} `source/unreadable` where parsing takes longer than it ever should.
   */
  parse(text: string, grammar: Grammar): Promise<SyntaxTree>;
}
