import type { SyntaxNode } from "../../domain/syntax-tree.ts";

/** What the guard has against a piece of a node. */
export interface Found {
  readonly code: "hidden-from-types" | "replaces-parts" | "reaches-checker";
  readonly node: SyntaxNode;
  readonly message: string;
  readonly help: string;
}
