/** `text` as a piece of a regular expression that matches it alone, with any flags. */
export const escapePattern = (text: string): string =>
  text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
