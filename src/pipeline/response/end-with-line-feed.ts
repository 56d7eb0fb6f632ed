/** `text` with one line feed at its end, whatever line endings stood there. */
export function endWithLineFeed(text: string): string {
  let end = text.length;
  while (text[end - 1] === "\n" || text[end - 1] === "\r") end -= 1;
  return `${text.slice(0, end)}\n`;
}
