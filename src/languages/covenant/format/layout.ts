/** Which tokens begin a line of the canonical form, how deep, and which are written differently. */

import type { Name, Program } from "../syntax/ast.ts";
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
  line(first: number, depth: number): void;
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
  const byStart = new Map(tokens.map(({ start, index }) => [start, index]));
  const byEnd = new Map(tokens.map(({ end, index }) => [end, index]));
  // The end of the file may share its place with the last token.
  const last = tokens.at(-2);
  if (last !== undefined) byEnd.set(last.end, last.index);

  const rewrite = (first: number, last: number, text: string): void => {
    rewritten.set(first, text);
    for (let index = first + 1; index <= last; index += 1) rewritten.set(index, "");
  };
  const firstOf = ({ start }: Range): number => known(byStart.get(start), start);
  const lastOf = ({ end }: Range): number => known(byEnd.get(end), end);

  return {
    program,
    beginSnippet: () => snippetStarts.add(lines.length),
    line: (first, depth) => lines.push({ first, depth, commentDepth: depth }),
    end: (first, depth) => lines.push({ first, depth, commentDepth: depth + 1 }),
    rewrite,
    keepComments: (range) => keptAsWritten.push(range),
    token: (index) => tokens[index],
    firstOf,
    lastOf,
    attributeOf: (value) => firstOf(value) - 2,
    finish: () => ({ lines, rewritten, keptAsWritten, snippetStarts }),
  };
}

function known(index: number | undefined, offset: number): number {
  if (index === undefined) throw new RangeError(`No token at offset ${offset}`);
  return index;
}
