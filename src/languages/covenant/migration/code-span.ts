/** Text of a source as code in a sentence: one line, and nothing in it ends the code. */
export const code = (text: string): string =>
  `\`${text.replace(/`/g, "'").replace(/\s+/g, " ").trim()}\``;
