/** A place as people count: line and column from 1, the column in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface LineIndex {
  /** Place of an offset; one beyond the text is the place of its end. */
  position(offset: number): Position;
  /** Offset of a place; one beyond a line is that line's end. */
  offset(position: Position): number;
  /** Text of the line that holds an offset, without its line break. */
  lineAt(offset: number): string;
}

/** Finds lines in `text`; a line ends with LF, CRLF or a lone CR. */
export function createLineIndex(text: string): LineIndex {
  const starts = [0];
  for (const { index, 0: mark } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + mark.length);

  const clamp = (offset: number): number => Math.max(0, Math.min(offset, text.length));
  const startOf = (line: number): number =>
    starts[Math.max(0, Math.min(line, starts.length) - 1)] ?? 0;
  /** End of a line, its break left out. */
  const endOf = (line: number): number => {
    const next = starts[line];
    if (next === undefined) return text.length;
    return text.slice(next - 2, next) === "\r\n" ? next - 2 : next - 1;
  };
  const lineOf = (offset: number): number => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };

  return {
    position(offset) {
      const at = clamp(offset);
      const line = lineOf(at);
      return { line, column: at - startOf(line) + 1 };
    },
    offset({ line, column }) {
      const known = Math.max(1, Math.min(line, starts.length));
      return Math.min(
        startOf(known) + Math.max(0, column - 1),
        Math.max(startOf(known), endOf(known)),
      );
    },
    lineAt(offset) {
      const line = lineOf(clamp(offset));
      return text.slice(startOf(line), endOf(line));
    },
  };
}
