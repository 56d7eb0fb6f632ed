/**
 * Calls `visit` with each line of `text`; lines end in LF, CR LF or a lone CR. A line ending at the end of the text
 * begins no further line.
 */
export function forEachLine(
  text: string,
  visit: (start: number, end: number, next: number) => void,
): void {
  let lineFeed = -1;
  let carriageReturn = -1;
  for (let start = 0; start < text.length; ) {
    // Each search goes on where the last one stopped, so that all of them together read the text once.
    if (lineFeed < start) lineFeed = indexOrEnd(text, "\n", start);
    if (carriageReturn < start) carriageReturn = indexOrEnd(text, "\r", start);
    const end = Math.min(lineFeed, carriageReturn);
    const isPair = carriageReturn + 1 === lineFeed;
    const next = Math.min(end + (isPair ? 2 : 1), text.length);
    visit(start, end, next);
    start = next;
  }
}

function indexOrEnd(text: string, what: string, from: number): number {
  const index = text.indexOf(what, from);
  return index === -1 ? text.length : index;
}
