/** A fenced code block; all offsets are UTF-16 units into the scanned text. */
export interface ScannedFence {
  /** What follows the opening marks, trimmed; escapes and character references as written. */
  readonly info: string;
  /** The lines inside with their line endings, freed from indentation and the marks of lists and quotes. */
  readonly content: string;
  /** First of the opening marks. */
  readonly start: number;
  /** End of the closing line, or of the last line inside; before the line ending. */
  readonly end: number;
  /** Line of the opening marks, from 1. */
  readonly line: number;
  readonly isClosed: boolean;
}
