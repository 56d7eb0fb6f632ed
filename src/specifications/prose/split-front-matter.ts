/** A Markdown file's front matter and its body. */
export interface SplitText {
  /** YAML between the two `---` lines; `undefined` where the file does not begin with one. */
  readonly frontMatter: string | undefined;
  /** Number of the front matter's first line in the file, from 1. */
  readonly frontMatterLine: number;
  readonly body: string;
  /** Whether the front matter ends. */
  readonly isClosed: boolean;
}

/** Splits at the line `---` that closes the one at the very beginning. */
export function splitFrontMatter(text: string): SplitText {
  const opening = /^---[ \t]*\r?\n/.exec(text);
  if (opening === null) {
    return { frontMatter: undefined, frontMatterLine: 1, body: text, isClosed: true };
  }
  const rest = text.slice(opening[0].length);
  const closing = /^---[ \t]*(?:\r?\n|$)/m.exec(rest);
  return {
    frontMatter: closing === null ? rest : rest.slice(0, closing.index),
    frontMatterLine: 2,
    body: closing === null ? "" : rest.slice(closing.index + closing[0].length),
    isClosed: closing !== null,
  };
}
