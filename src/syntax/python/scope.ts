/** Scopes of a Python file as data. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";

/** What gives a name its meaning. */
export type BindingKind =
  | "import"
  | "function"
  | "class"
  | "parameter"
  | "type-parameter"
  | "variable"; // assignment, loop, `with`, `except`, `match`, `:=`

export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  /** The identifier or the import that binds. */
  readonly node: SyntaxNode;
}

export interface Scope {
  readonly kind: "module" | "class" | "function" | "comprehension" | "types";
  /** The module, class, function or comprehension itself. */
  readonly node: SyntaxNode;
  readonly parent: Scope | undefined;
  readonly bindings: ReadonlyMap<string, readonly Binding[]>;
  readonly globals: ReadonlySet<string>;
}

/** A place that looks a name up. */
export interface Reference {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly scope: Scope;
}

export interface ModuleScopes {
  readonly module: Scope;
  readonly all: readonly Scope[];
  readonly references: readonly Reference[];
  /** Words in strings that stand where a type does: forward references. */
  readonly quotedNames: ReadonlySet<string>;
  referenceAt(identifier: SyntaxNode): Reference | undefined;
}
