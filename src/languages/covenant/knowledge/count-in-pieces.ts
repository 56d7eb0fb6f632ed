/** The tokenizer needs quadratic time for long texts without a break: it gets no piece longer than this. */
const LONGEST_PIECE = 8_000;

/** The tokens of `text`, counted in pieces that end at line ends where there are any: exact, or a few too many. */
export function countInPieces(text: string, countTokens: (piece: string) => number): number {
  let tokens = 0;
  for (let start = 0; start < text.length; ) {
    const limit = start + LONGEST_PIECE;
    const lineEnd = limit < text.length ? text.lastIndexOf("\n", limit - 1) : -1;
    const end = lineEnd > start ? lineEnd : limit;
    tokens += countTokens(text.slice(start, end));
    start = end;
  }
  return tokens;
}
