/** The lines of a text, without their ends; an empty text has one. A last line feed begins no further line. */
export function splitLines(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/);
  return lines.length > 1 && lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

/** `text` with the number of each line before it, from 1, as `12 | code`. */
export function numberLines(text: string): string {
  const lines = splitLines(text);
  const width = `${lines.length}`.length;
  return lines.map((line, at) => `${`${at + 1}`.padStart(width)} | ${line}`).join("\n");
}
