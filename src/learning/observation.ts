import type { SyntaxNode, SyntaxTree } from "../domain/syntax-tree.ts";

/** What one place of a file says about a question of style. */
export interface Observation {
  readonly question: string;
  readonly answer: string;
  /** Offset of the place. */
  readonly at: number;
}

/** One use of a member, or of a free name where `receivers` is empty. */
export interface Use {
  /** What is known of the receiver: its type, its name. */
  readonly receivers: readonly string[];
  readonly isMember: boolean;
  readonly name: string;
  /** Kinds of the arguments, where it is called: `string,arrow_function`. */
  readonly shape: string | undefined;
}

export interface SourceTree {
  readonly path: string;
  readonly text: string;
  readonly tree: SyntaxTree;
}

export const see = (question: string, answer: string, node: SyntaxNode | number): Observation => ({
  question,
  answer,
  at: typeof node === "number" ? node : node.start,
});
