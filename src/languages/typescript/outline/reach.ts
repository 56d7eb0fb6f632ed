/** What a function reaches through the names of its file. */

import type ts from "typescript";
import type { Facts, Mention } from "./gather-facts.ts";

/** A statement of the file, or a member of a class, with what it says. */
export interface Piece {
  readonly node: ts.Node;
  /** The class that it is a member of, or that it is. */
  readonly owner: ts.ClassLikeDeclaration | undefined;
  readonly facts: Facts;
}

export interface Reachable {
  /** The pieces that a mention in `piece` leads to, and how. */
  from(piece: Piece): Iterable<readonly [Piece, Mention]>;
}

/** A file that mentions more is answered in part. */
const MOST_PIECES = 300;

/** `start` and what it leads to, nearest first, by mentions that `isFollowed` lets through. */
export function reach(
  start: Piece,
  reachable: Reachable,
  isFollowed: (mention: Mention) => boolean,
): readonly Piece[] {
  const reached = new Map<ts.Node, Piece>([[start.node, start]]);
  for (const piece of reached.values()) {
    for (const [next, mention] of reachable.from(piece)) {
      if (reached.size >= MOST_PIECES) return [...reached.values()];
      if (isFollowed(mention) && !reached.has(next.node)) reached.set(next.node, next);
    }
  }
  return [...reached.values()];
}
