/** A fenced code block while it is being read. */

import type { MarkdownLine } from "./markdown-line.ts";
import type { ScannedFence } from "./scanned-fence.ts";

const BACKTICK = 96;
const TILDE = 126;

export class OpenFence {
  readonly #start: number;
  readonly #line: number;
  readonly #mark: number;
  readonly #size: number;
  readonly #indent: number;
  readonly #info: string;
  #content = "";
  #end: number;
  /** What is copied from the text next: lines that need no change are copied together. */
  #copyStart = 0;
  #copyEnd = 0;

  /** The fence that `line` opens; `lineNumber` counts from 1. */
  static open(line: MarkdownLine, lineNumber: number): OpenFence | undefined {
    const mark = line.code;
    if (mark !== BACKTICK && mark !== TILDE) return undefined;
    const size = line.runAt(line.nonspace, mark);
    if (size < 3) return undefined;
    const info = line.text.slice(line.nonspace + size, line.end).trim();
    // What looks like one is code in a line: ```a```
    if (mark === BACKTICK && info.includes("`")) return undefined;
    return new OpenFence(line, lineNumber, mark, size, info);
  }

  private constructor(
    line: MarkdownLine,
    lineNumber: number,
    mark: number,
    size: number,
    info: string,
  ) {
    this.#start = line.nonspace;
    this.#end = line.end;
    this.#line = lineNumber;
    this.#mark = mark;
    this.#size = size;
    this.#indent = line.indent;
    this.#info = info;
  }

  isClosedBy(line: MarkdownLine): boolean {
    if (line.code !== this.#mark || line.indent > 3) return false;
    const run = line.runAt(line.nonspace, this.#mark);
    return run >= this.#size && line.isBlankFrom(line.nonspace + run);
  }

  /** Takes in a line of content; the next line begins at `next`. */
  add(line: MarkdownLine, next: number): void {
    if (this.#indent > 0) line.skipColumns(this.#indent);
    if (line.offset !== this.#copyEnd || line.spare > 0) {
      this.#flush(line.text);
      this.#content += " ".repeat(line.spare);
      this.#copyStart = line.offset;
    }
    this.#copyEnd = next;
    this.#end = line.end;
  }

  /** The finished block; `closing` is the line that closes it, `undefined` where none does. */
  close(text: string, closing: MarkdownLine | undefined): ScannedFence {
    this.#flush(text);
    return {
      info: this.#info,
      content: this.#content,
      start: this.#start,
      end: closing === undefined ? this.#end : closing.end,
      line: this.#line,
      isClosed: closing !== undefined,
    };
  }

  #flush(text: string): void {
    this.#content += text.slice(this.#copyStart, this.#copyEnd);
  }
}
