/** Where a text stands that is judged while it is written. */

import type { Lexer } from "./lexer.ts";
import type { Members } from "./members.ts";

/** Immutable. Offsets count from the beginning of the text. */
export interface Written {
  readonly text: string;
  readonly lexer: Lexer;
  /** Statements' ends at which the compiler has been asked, latest first; the last is the text's beginning. */
  readonly anchors: Anchor | undefined;
  /** The latest end of a statement. */
  readonly boundary: Boundary;
  /** Up to where the statements have been judged. */
  readonly settled: number;
  /** Up to where they have been so as parts of the whole; between the two, each in its place. */
  readonly compiled: number;
  /** The word that is being written comes after a dot, and these may. */
  readonly members: Members | undefined;
  /** The word that is being written may begin a statement, as the line before may have ended one. */
  readonly isFresh: boolean;
  /** A name that nothing declares: what follows says whether it must be known. */
  readonly pending: { readonly start: number; readonly end: number } | undefined;
}

export interface Boundary {
  readonly at: number;
  /** Those that are open there, the same object while they are. */
  readonly braces: Lexer["braces"];
}

export interface Anchor extends Boundary {
  readonly outer: Anchor | undefined;
}

/** Those at which a block is open that is still open. */
export function stillOpen(
  anchors: Anchor | undefined,
  braces: Lexer["braces"],
): Anchor | undefined {
  let anchor = anchors;
  while (anchor !== undefined && !isAround(anchor.braces, braces)) anchor = anchor.outer;
  return anchor;
}

function isAround(outer: Lexer["braces"], inner: Lexer["braces"]): boolean {
  let brace = inner;
  while (brace !== undefined && brace !== outer) brace = brace.outer;
  return brace === outer;
}
