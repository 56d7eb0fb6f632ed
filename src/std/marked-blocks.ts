/** Blocks of text between marks of their own, so that many texts come back in one answer and are told apart. */

import { canonicalJson } from "./canonical-json.ts";

export interface MarkedBlock {
  /** Eight hex digits, lower case. */
  readonly nonce: string;
  /** What the block is, with single spaces: `DA0035 / vc-code`. */
  readonly label: string;
  /** What stands between the two mark lines, ending with a line feed unless it is empty; a code fence around all of it is taken off. */
  readonly text: string;
  /** False for one that ends with the answer, or where the next one begins: it may be cut. */
  readonly isClosed: boolean;
  /** UTF-16 offsets in the answer, the lines of both marks included. */
  readonly start: number;
  readonly end: number;
}

/** The line above a block. */
export const openingMark = (nonce: string, label: string): string =>
  `<<<BEGIN ${nonce} ${oneLine(label)}>>>`;

/** The line below a block. */
export const closingMark = (nonce: string, label: string): string =>
  `<<<END ${nonce} ${oneLine(label)}>>>`;

/** A block as it is asked for, with a final line feed. */
export function renderMarkedBlock(
  { nonce, label }: Pick<MarkedBlock, "nonce" | "label">,
  text: string,
): string {
  const lines = text === "" || text.endsWith("\n") ? text : `${text}\n`;
  return `${openingMark(nonce, label)}\n${lines}${closingMark(nonce, label)}\n`;
}

/**
 * What nobody guesses who does not know the parts: the first eight hex digits of their hash. The same parts give the
 * same nonce.
 */
export const nonceOf = (sha256: (text: string) => string, parts: readonly string[]): string =>
  sha256(canonicalJson(parts)).slice(0, 8);

/**
 * All blocks of an answer, in its order; the same one may stand there twice. Marks may be indented, bold or quoted as
 * code, and the mark that closes may leave out the first parts of the label. Never throws.
 */
export function readMarkedBlocks(answer: string): readonly MarkedBlock[] {
  const blocks: MarkedBlock[] = [];
  let open: OpenBlock | undefined;
  for (const line of eachLine(answer)) {
    const mark = readMark(line.text);
    if (mark?.isOpening === true) {
      if (open !== undefined) blocks.push(finish(answer, open, line.start, undefined));
      open = { ...mark, start: line.start, textStart: line.end };
    } else if (mark !== undefined && open !== undefined && closes(mark, open)) {
      blocks.push(finish(answer, open, line.start, line.end));
      open = undefined;
    }
  }
  if (open !== undefined) blocks.push(finish(answer, open, answer.length, undefined));
  return blocks;
}

interface Mark {
  readonly isOpening: boolean;
  readonly nonce: string;
  readonly label: string;
}

interface OpenBlock extends Mark {
  readonly start: number;
  readonly textStart: number;
}

// Longer lines are never marks: reading stays linear whatever stands in them.
const LONGEST_MARK = 2000;
const MARK = /^(BEGIN|END)\s+([0-9a-f]{8})(?:\s+(\S[^]*))?$/iu;

function readMark(line: string): Mark | undefined {
  if (line.length > LONGEST_MARK) return undefined;
  const mark = line.replace(/^[\s#*_`-]+/u, "").replace(/[\s*_`]+$/u, "");
  if (!mark.startsWith("<<<") || !mark.endsWith(">>>")) return undefined;
  const [, word, nonce, label] = MARK.exec(mark.slice(3, -3).trim()) ?? [];
  if (word === undefined || nonce === undefined) return undefined;
  return {
    isOpening: word.toUpperCase() === "BEGIN",
    nonce: nonce.toLowerCase(),
    label: oneLine(label ?? ""),
  };
}

function closes(mark: Mark, open: Mark): boolean {
  const [closing, opening] = [mark.label.toLowerCase(), open.label.toLowerCase()];
  return (
    mark.nonce === open.nonce &&
    (closing === "" || closing === opening || opening.endsWith(`/ ${closing}`))
  );
}

/** `end` is `undefined` for a block without its closing mark. */
const finish = (
  answer: string,
  { nonce, label, start, textStart }: OpenBlock,
  textEnd: number,
  end: number | undefined,
): MarkedBlock => ({
  nonce,
  label,
  text: withFinalLineFeed(withoutFence(answer.slice(textStart, textEnd))),
  isClosed: end !== undefined,
  start,
  end: end ?? textEnd,
});

const withFinalLineFeed = (text: string): string =>
  text === "" || text.endsWith("\n") ? text : `${text}\n`;

const FENCE = /^[ \t]*(`{3,}|~{3,})[^`\r\n]*$/u;

/** Without the fence that opens on the first line and closes on the last, blank ones apart. */
function withoutFence(text: string): string {
  const lines = text.split("\n");
  const first = lines.findIndex((line) => line.trim() !== "");
  const last = lines.findLastIndex((line) => line.trim() !== "");
  const fence = FENCE.exec((lines[first] ?? "").trimEnd())?.[1];
  if (fence === undefined || last === first) return text;
  const closesFence = (line: string) => {
    const bare = line.trim();
    return bare.length >= fence.length && bare === fence.charAt(0).repeat(bare.length);
  };
  // One that closes before the last line is a fence inside the text.
  if (lines.findIndex((line, index) => index > first && closesFence(line)) !== last) return text;
  return lines
    .slice(first + 1, last)
    .map((line) => `${line}\n`)
    .join("");
}

function* eachLine(text: string): Generator<{ text: string; start: number; end: number }> {
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf("\n", start);
    const end = feed === -1 ? text.length : feed + 1;
    yield { text: text.slice(start, end), start, end };
    start = end;
  }
}

const oneLine = (label: string): string => label.replace(/\s+/gu, " ").trim();
