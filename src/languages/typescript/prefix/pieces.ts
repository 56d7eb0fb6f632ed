import type ts from "typescript";
import type { Judging } from "./judging.ts";
import type { OpenText } from "./open-text.ts";
import { bindPiece, isWhole, parsePiece } from "./piece.ts";
import { type Anchor, stillOpen, type Written } from "./state.ts";

/** The end of a text, read where it stands. */
export interface Place {
  readonly file: ts.SourceFile;
  /** Where in `file` an offset of the text is. */
  position(offset: number): number;
  readonly anchor: Anchor;
  /** The program around it; binds the piece into it. */
  readonly open: () => OpenText | undefined;
}

/**
 * Reads a text's end, `tail` being what is written in addition, from the latest settled place that is still around it.
 * `undefined` where the parser cannot make sense of it, or not yet.
 */
export function readEnd(
  { text, anchors, lexer }: Pick<Written, "text" | "anchors" | "lexer">,
  tail: string,
  { facts, prefix }: Pick<Judging, "facts" | "prefix">,
): Place | undefined {
  let anchor = stillOpen(anchors, lexer.braces);
  for (let tries = 0; anchor !== undefined && tries < MOST_TRIES; tries += 1) {
    const { at } = anchor;
    const piece = parsePiece(text.slice(at) + tail, facts.path);
    if (isWhole(piece, piece.file.end)) {
      let open: OpenText | undefined;
      return {
        file: piece.file,
        position: (offset) => offset - at + piece.from,
        anchor,
        open() {
          if (open === undefined) {
            open = facts.here(prefix + text.slice(0, at));
            if (open !== undefined) bindPiece(piece, open);
          }
          return open;
        },
      };
    }
    anchor = stillOpen(anchor.outer, lexer.braces);
  }
  return undefined;
}

/** `else` belongs to the statement before; more than that is no text of the language, or not yet. */
const MOST_TRIES = 3;
