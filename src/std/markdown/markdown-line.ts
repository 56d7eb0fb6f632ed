/** One line of Markdown under a cursor that counts columns: a tab leads to the next multiple of four. */

const TAB = 9;
const SPACE = 32;
const TAB_STOP = 4;

/** Reads one line after the other; the fields say what lies at the cursor. */
export class MarkdownLine {
  readonly text: string;
  /** Where the cursor is, as an offset into the text. */
  offset = 0;
  /** End of the line, before its line ending. */
  end = 0;
  /** First character at or after the cursor that is not a space or tab. */
  nonspace = 0;
  /** Columns from the cursor to `nonspace`. */
  indent = 0;
  /** Columns of a tab, just before the cursor, of which only a part was consumed. */
  spare = 0;
  #column = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Puts the cursor at the start of another line. */
  enter(start: number, end: number): void {
    this.offset = start;
    this.end = end;
    this.spare = 0;
    this.#column = 0;
    this.#look();
  }

  get isBlank(): boolean {
    return this.nonspace === this.end;
  }

  /** Code of the first character that is no indentation; `NaN` in a blank line. */
  get code(): number {
    return this.codeAt(this.nonspace);
  }

  /** `NaN` at the end of the line and after it. */
  codeAt(offset: number): number {
    return offset < this.end ? this.text.charCodeAt(offset) : Number.NaN;
  }

  isSpaceAt(offset: number): boolean {
    const code = this.codeAt(offset);
    return code === SPACE || code === TAB;
  }

  isSpaceOrEndAt(offset: number): boolean {
    return offset >= this.end || this.isSpaceAt(offset);
  }

  isBlankFrom(offset: number): boolean {
    let at = offset;
    while (this.isSpaceAt(at)) at += 1;
    return at === this.end;
  }

  /** How often `code` stands in a row from `offset` on. */
  runAt(offset: number, code: number): number {
    let at = offset;
    while (this.codeAt(at) === code) at += 1;
    return at - offset;
  }

  /** The line from its first character that is no indentation. */
  rest(): string {
    return this.text.slice(this.nonspace, this.end);
  }

  /** Moves over the indentation and `length` characters after it. */
  skipIndentAnd(length: number): void {
    this.#column += this.indent + length;
    this.offset = this.nonspace + length;
    this.spare = 0;
    this.#look();
  }

  /** Moves over at most `columns` columns of indentation. */
  skipColumns(columns: number): void {
    let left = Math.min(columns, this.indent);
    this.indent -= left;
    while (left > 0) {
      if (this.spare === 0) {
        const isTab = this.text.charCodeAt(this.offset) === TAB;
        this.spare = isTab ? TAB_STOP - (this.#column % TAB_STOP) : 1;
        this.offset += 1;
      }
      const step = Math.min(left, this.spare);
      this.spare -= step;
      this.#column += step;
      left -= step;
    }
  }

  #look(): void {
    let at = this.offset;
    let column = this.#column;
    for (; at < this.end; at += 1) {
      const code = this.text.charCodeAt(at);
      if (code === SPACE) column += 1;
      else if (code === TAB) column += TAB_STOP - (column % TAB_STOP);
      else break;
    }
    this.nonspace = at;
    this.indent = column - this.#column;
  }
}
