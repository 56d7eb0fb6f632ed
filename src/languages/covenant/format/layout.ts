/** Which tokens begin a line of the canonical form, how deep, and which are written differently. */

import type { Program } from "../syntax/ast.ts";
import type { Name } from "../syntax/terms.ts";
import type { Range, Token } from "../syntax/token.ts";

/** One level deeper. */
export const INDENT = "  ";

export interface Line {
  /** Index of its first token; it goes on up to the next token that begins a line in the source. */
  readonly first: number;
  readonly depth: number;
  /** Depth of comments that stand on lines of their own above it. */
  readonly commentDepth: number;
}

export interface Layout {
  /** In the order in which they are written. */
  readonly lines: readonly Line[];
  /** Tokens that are written as another text; as nothing, if it is empty. */
  readonly rewritten: ReadonlyMap<number, string>;
  /** Places whose comments are part of a rewritten token already. */
  readonly keptAsWritten: readonly Range[];
  /** Indexes of lines, in `lines`, that begin a snippet. */
  readonly snippetStarts: ReadonlySet<number>;
}

/** Collects a layout; all places are indexes of tokens. */
export interface LayoutBuilder {
  readonly program: Program;
  beginSnippet(): void;
  line(first: number, depth: number, options?: { readonly commentDepth: number }): void;
  /** A line that closes a block: comments above it belong inside. */
  end(first: number, depth: number): void;
  rewrite(first: number, last: number, text: string): void;
  /** Says that the rewritten text of `range` holds its comments too. */
  keepComments(range: Range): void;
  token(index: number): Token | undefined;
  /** Index of the token that begins where `range` does. */
  firstOf(range: Range): number;
  /** Index of the token that ends where `range` does. */
  lastOf(range: Range): number;
  /** Index of a value's attribute: the token two before it, in front of the `=`. */
  attributeOf(value: Name): number;
  finish(): Layout;
}

/** An empty layout of `program`. */
export function createLayoutBuilder(program: Program): LayoutBuilder {
  const { tokens } = program;
  const lines: Line[] = [];
  const rewritten = new Map<number, string>();
  const keptAsWritten: Range[] = [];
  const snippetStarts = new Set<number>();
  const rewrite = (first: number, last: number, text: string): void => {
    rewritten.set(first, text);
    for (let index = first + 1; index <= last; index += 1) rewritten.set(index, "");
  };
  const firstOf = ({ start }: Range): number => tokenAt(tokens, start);

  return {
    program,
    beginSnippet: () => snippetStarts.add(lines.length),
    line: (first, depth, { commentDepth } = { commentDepth: depth }) =>
      lines.push({ first, depth, commentDepth }),
    end: (first, depth) => lines.push({ first, depth, commentDepth: depth + 1 }),
    rewrite,
    keepComments: (range) => keptAsWritten.push(range),
    token: (index) => tokens[index],
    firstOf,
    lastOf: ({ end }) => tokenAt(tokens, end - 1),
    attributeOf: (value) => firstOf(value) - 2,
    finish: () => ({ lines, rewritten, keptAsWritten, snippetStarts }),
  };
}

/** Index of the token that holds the character at `offset`. */
function tokenAt(tokens: readonly Token[], offset: number): number {
  let [low, high] = [0, tokens.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tokens[middle]?.start ?? Infinity) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
