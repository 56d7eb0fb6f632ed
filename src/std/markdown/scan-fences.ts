/** Fenced code blocks of a Markdown text, found by the block structure of CommonMark and nothing else of it. */

import { forEachLine } from "../for-each-line.ts";
import { isHeading, isSetextUnderline, isThematicBreak, readListMark } from "./block-starts.ts";
import { type HtmlBlock, readHtmlBlockStart } from "./html-block.ts";
import { MarkdownLine } from "./markdown-line.ts";
import { OpenFence } from "./open-fence.ts";
import type { ScannedFence } from "./scanned-fence.ts";

interface Container {
  /** Columns that a line must be indented to belong to the list item; `undefined` in a block quote. */
  readonly width: number | undefined;
  isEmpty: boolean;
}

type Leaf = OpenFence | HtmlBlock | "paragraph" | "indented" | undefined;

/** Quotes and lists nested deeper are read as text: they would cost time in the square of their depth. */
const MAX_DEPTH = 100;

const LESS = 60;
const GREATER = 62;

/**
 * All fenced code blocks of `text`, in order, in one pass.
 *
 * @see https://spec.commonmark.org/0.31.2/#appendix-a-parsing-strategy phase 1
 */
export function scanFences(text: string): readonly ScannedFence[] {
  const scanner = new FenceScanner(text);
  forEachLine(text, (start, end, next) => scanner.read(start, end, next));
  return scanner.finish();
}

class FenceScanner {
  readonly #line: MarkdownLine;
  readonly #fences: ScannedFence[] = [];
  readonly #containers: Container[] = [];
  #leaf: Leaf = undefined;
  /** How many of the open containers the line continues. */
  #matched = 0;
  #lineNumber = 0;

  constructor(text: string) {
    this.#line = new MarkdownLine(text);
  }

  read(start: number, end: number, next: number): void {
    this.#lineNumber += 1;
    this.#line.enter(start, end);
    this.#matchContainers();
    if (this.#matched === this.#containers.length) {
      if (this.#continueLeaf(next)) return;
    } else if (this.#leaf !== "paragraph") {
      // Only a paragraph goes on in a line that leaves its container out.
      this.#setLeaf(undefined);
    }
    this.#openBlocks();
  }

  finish(): readonly ScannedFence[] {
    this.#setLeaf(undefined);
    return this.#fences;
  }

  #matchContainers(): void {
    const line = this.#line;
    this.#matched = 0;
    for (const { width, isEmpty } of this.#containers) {
      if (width === undefined) {
        if (line.indent > 3 || line.code !== GREATER) return;
        skipQuoteMark(line);
      } else {
        // An item may begin with one blank line, not with two.
        if (line.isBlank ? isEmpty : line.indent < width) return;
        line.skipColumns(width);
      }
      this.#matched += 1;
    }
  }

  /** Whether the line is used up by the leaf that is open. */
  #continueLeaf(next: number): boolean {
    const leaf = this.#leaf;
    const line = this.#line;
    if (leaf instanceof OpenFence) {
      if (leaf.isClosedBy(line)) this.#closeFence(leaf, line);
      else leaf.add(line, next);
      return true;
    }
    if (typeof leaf === "object") {
      const isEnd = leaf.end === undefined ? line.isBlank : leaf.end.test(line.rest());
      if (isEnd) this.#leaf = undefined;
      return true;
    }
    if (leaf === "indented") {
      if (line.isBlank || line.indent >= 4) return true;
      this.#leaf = undefined;
    } else if (line.isBlank) this.#leaf = undefined;
    return line.isBlank;
  }

  #openBlocks(): void {
    const line = this.#line;
    while (!line.isBlank) {
      const canNest = line.indent < 4 && this.#matched < MAX_DEPTH;
      const container = canNest ? this.#readContainer() : undefined;
      if (container === undefined) {
        this.#openLeaf();
        return;
      }
      this.#setLeaf(undefined);
      this.#containers.push(container);
      this.#matched += 1;
    }
    this.#leaf = undefined;
    this.#containers.length = this.#matched;
  }

  /** A quote or list item that begins here; the cursor then stands behind its mark. */
  #readContainer(): Container | undefined {
    const line = this.#line;
    if (line.code === GREATER) {
      skipQuoteMark(line);
      return { width: undefined, isEmpty: true };
    }
    const isInParagraph = this.#isInParagraph();
    const length = readListMark(line, { isInParagraph });
    if (length === 0 || this.#endsParagraphOrRules()) return undefined;
    const { indent } = line;
    line.skipIndentAnd(length);
    // More than four spaces, and what follows is indented code inside the item.
    const padding = line.isBlank || line.indent > 4 ? 1 : line.indent;
    line.skipColumns(padding);
    return { width: indent + length + padding, isEmpty: true };
  }

  #openLeaf(): void {
    const line = this.#line;
    const isParagraph = this.#leaf === "paragraph";
    if (line.indent >= 4) {
      if (!isParagraph) this.#setLeaf("indented");
      return;
    }
    if (isHeading(line) || this.#endsParagraphOrRules()) return this.#setLeaf(undefined);
    const fence = OpenFence.open(line, this.#lineNumber);
    if (fence !== undefined) return this.#setLeaf(fence);
    const html =
      line.code === LESS
        ? readHtmlBlockStart(line.rest(), { isInParagraph: isParagraph })
        : undefined;
    if (html !== undefined) return this.#setLeaf(html.end?.test(line.rest()) ? undefined : html);
    // Another line of an open paragraph may leave its containers out: it is a lazy one.
    if (!isParagraph) this.#setLeaf("paragraph");
  }

  #endsParagraphOrRules(): boolean {
    return (this.#isInParagraph() && isSetextUnderline(this.#line)) || isThematicBreak(this.#line);
  }

  #isInParagraph(): boolean {
    return this.#leaf === "paragraph" && this.#matched === this.#containers.length;
  }

  #closeFence(fence: OpenFence, closing: MarkdownLine | undefined): void {
    this.#fences.push(fence.close(this.#line.text, closing));
    this.#leaf = undefined;
  }

  /** Closes what the line does not continue, and puts `leaf` in its place. */
  #setLeaf(leaf: Leaf): void {
    if (this.#leaf instanceof OpenFence) this.#closeFence(this.#leaf, undefined);
    this.#containers.length = this.#matched;
    const container = this.#containers.at(-1);
    if (container !== undefined) container.isEmpty = false;
    this.#leaf = leaf;
  }
}

function skipQuoteMark(line: MarkdownLine): void {
  line.skipIndentAnd(1);
  line.skipColumns(1);
}
