/** A prompt text as pieces that may be left out or change places, and what lies between them. */

export interface TextPiece {
  /** As it stands, markers of list items included; all pieces together are the text. */
  readonly text: string;
  /**
   * `item` and `sentence` are whole and hold no template syntax; `block` is a whole condition or loop; `fixed` is all the
   * rest.
   */
  readonly kind: "item" | "sentence" | "block" | "fixed";
  /** Pieces of one list, one paragraph, or one run of blocks have the same: they may change places. */
  readonly group: number;
}

const OPENING = /^\{%-?\s*(if|for|unless|case|comment|raw|capture)\b/;
const CLOSING = /^\{%-?\s*end(if|for|unless|case|comment|raw|capture)\b/;
/** Tags that later ones may depend on. */
const STATEFUL = /\{%-?\s*(assign|capture|increment|decrement|cycle)\b/;
/** What an item begins with. */
export const BULLET = /^[ \t]*(?:[-*]|\d+[.)]) /;

/** Pieces of a template's source, in their order. */
export function splitText(body: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let group = 0;
  for (const { text, isBlock } of splitBlocks(body)) {
    if (isBlock) {
      if (pieces.findLast((piece) => piece.text.trim() !== "")?.kind !== "block") group += 1;
      pieces.push({ text, kind: STATEFUL.test(text) ? "fixed" : "block", group });
      continue;
    }
    if (text.trim() === "") {
      pieces.push({ text, kind: "fixed", group });
      continue;
    }
    for (const { isGroupStart, ...piece } of splitLines(text)) {
      if (isGroupStart) group += 1;
      pieces.push({ ...piece, group });
    }
  }
  return pieces.map((piece, at) =>
    isDoubtful(piece, pieces[at - 1]?.text ?? "\n\n", pieces[at + 1]?.text ?? "\n\n")
      ? { ...piece, kind: "fixed" }
      : piece,
  );
}

/** Whether it may be a part of what stands around it: a sentence or an item that goes over lines, a line of code. */
function isDoubtful({ kind, text }: TextPiece, before: string, after: string): boolean {
  if (kind === "sentence") return !/[.!?]["')\]]*\s+$|\n[ \t]*\n[ \t]*$/.test(before);
  return (
    kind === "item" && text.endsWith("\n") && !/^[ \t]*(\n|$)/.test(after) && !BULLET.test(after)
  );
}

/** Conditions and loops at the top level, each whole, and the text around them. */
function splitBlocks(
  body: string,
): readonly { readonly text: string; readonly isBlock: boolean }[] {
  const parts: { text: string; isBlock: boolean }[] = [];
  let depth = 0;
  for (const token of body.split(/(\{%[\s\S]*?%\})/)) {
    const isOpening = OPENING.test(token);
    if (depth === 0 && !isOpening) parts.push({ text: token, isBlock: false });
    else if (depth === 0) parts.push({ text: token, isBlock: true });
    else {
      const last = parts.at(-1);
      if (last !== undefined) last.text += token;
    }
    if (isOpening) depth += 1;
    else if (CLOSING.test(token)) depth = Math.max(0, depth - 1);
  }
  return parts.filter(({ text }) => text !== "");
}

interface LinePiece {
  readonly text: string;
  readonly kind: TextPiece["kind"];
  readonly isGroupStart: boolean;
}

function splitLines(text: string): readonly LinePiece[] {
  const pieces: LinePiece[] = [];
  let isCode = false;
  for (const line of text.split(/(?<=\n)/)) {
    const last = pieces.at(-1);
    const isFence = /^[ \t]*(```|~~~)/.test(line);
    if (isFence) isCode = !isCode;
    if (isFence || isCode) pieces.push({ text: line, kind: "fixed", isGroupStart: true });
    else if (BULLET.test(line) && isWhole(line))
      pieces.push({ text: line, kind: "item", isGroupStart: last?.kind !== "item" });
    else if (BULLET.test(line) || line.trim() === "")
      pieces.push({ text: line, kind: "fixed", isGroupStart: true });
    else pieces.push(...splitSentences(line));
  }
  return pieces;
}

/** A paragraph stands on one line: sentences that go over lines are fixed. */
const splitSentences = (line: string): readonly LinePiece[] =>
  line.split(/(?<=(?<!\b(?:e\.g|i\.e|etc|cf|vs))[.!?]["')\]]*\s)(?=\S)/).map((text, at) => ({
    text,
    kind:
      isWhole(text) && /^[\p{Lu}\p{N}"'(`]/u.test(text) && /[.!?]["')\]]*\s*$/.test(text)
        ? "sentence"
        : "fixed",
    isGroupStart: at === 0,
  }));

/** Without template syntax, and not the head of something that follows. */
const isWhole = (text: string): boolean => !/\{[{%]|[%}]\}/.test(text) && !/:\s*$/.test(text);
