/** Without the first half of a character whose second half has not come: cut there, a text is none. */
export const withoutHalf = (text: string): string =>
  /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text;
