/** Source text as the rules of the scan see it, whatever its grammar. Each grammar's folder has a reader that makes one. */

import type { SyntaxNode } from "../domain/syntax-tree.ts";

export interface Call {
  readonly node: SyntaxNode;
  /** What is called, imports and aliases seen through; `undefined` where it begins with what the file declares itself. */
  readonly name: string | undefined;
  /** The last part of what is called: `execute`. */
  readonly method: string;
  /** What the method is of: `cursor` of `cursor.execute(…)`. */
  readonly receiver: SyntaxNode | undefined;
  readonly positional: readonly SyntaxNode[];
  /** Given by name; where a language has no names for arguments, the properties of the objects given. */
  readonly named: ReadonlyMap<string, SyntaxNode>;
  /** Whether more may be given than is seen. */
  readonly hasMore: boolean;
}

/** A name gets a value. */
export interface Definition {
  readonly name: string;
  readonly value: SyntaxNode;
  readonly node: SyntaxNode;
  /** The function in which it stands; `undefined` outside. */
  readonly scope: SyntaxNode | undefined;
  /** `whole` has the value itself, `part` something out of it, `grown` what it had and the value behind it. */
  readonly kind: "whole" | "part" | "grown";
}

/** A value with a name beside it: assigned, passed, in a dictionary, a default, or compared. */
export interface NamedValue {
  readonly name: string;
  readonly value: SyntaxNode;
  /** Whether it is an enum's: a name for itself. */
  readonly isLabel: boolean;
}

/** An `==` or `!=`. */
export interface Comparison {
  readonly node: SyntaxNode;
  readonly left: SyntaxNode;
  readonly right: SyntaxNode;
}

export interface Parameter {
  readonly name: string;
  /** As it is written; `undefined` where nothing is said. */
  readonly type: string | undefined;
}

/** An import of a module, or of something out of it. */
export interface ImportedModule {
  /** As it is written: `.models`, `node:fs`, `serde::de`. */
  readonly module: string;
  readonly names: readonly string[];
  readonly node: SyntaxNode;
}

/** Literal text, and nodes for what is put between. */
export type Pieces = readonly (string | SyntaxNode)[];

export interface Code {
  readonly path: string;
  readonly calls: readonly Call[];
  readonly definitions: readonly Definition[];
  readonly namedValues: readonly NamedValue[];
  readonly comparisons: readonly Comparison[];
  /** What decides on a way: of `if`, `while`, `assert`, `?:`. */
  readonly conditions: readonly SyntaxNode[];
  /** Strings that are values: no docstring, no module's name in an import. */
  readonly strings: readonly SyntaxNode[];
  /** Expressions that put text together; of nested ones the outermost. */
  readonly builtTexts: readonly SyntaxNode[];
  readonly imports: readonly ImportedModule[];
  /** Every node of these types. */
  all(...types: readonly string[]): readonly SyntaxNode[];
  /** The name an expression stands for, as in `Call.name`. */
  nameOf(node: SyntaxNode): string | undefined;
  /** What an expression is called, by its last part: `token` of `request.token`, `headers["token"]` and `token()`. */
  lastName(node: SyntaxNode): string | undefined;
  /** What a text is made of; `undefined` for what is no text as far as can be seen. */
  pieces(node: SyntaxNode): Pieces | undefined;
  /** The expression without parentheses, casts and calls that give back the same text. */
  unwrap(node: SyntaxNode): SyntaxNode;
  functionAround(node: SyntaxNode): SyntaxNode | undefined;
  functionName(node: SyntaxNode): string | undefined;
  parametersOf(callable: SyntaxNode): readonly Parameter[];
  /** Whether a node stands where only tests, or only type checkers, go. */
  isExempt(node: SyntaxNode): boolean;
}

/** Something dangerous, not yet worded. */
export interface Finding {
  readonly rule: string;
  readonly node: SyntaxNode;
  /** What is said instead of the rule's title. */
  readonly message?: string | undefined;
  /** @default the rule's own */
  readonly severity?: "error" | "warning" | "information" | undefined;
}

export type Detector = (code: Code) => Iterable<Finding>;
