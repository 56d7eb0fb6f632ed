/**
 * `value` as JSON on one line, in ASCII, with `null` for `undefined`: a file of such lines, cut between any two bytes,
 * is still text.
 */
export const toJsonLine = (value: unknown): string =>
  JSON.stringify(value, (_key, held: unknown) => (held === undefined ? null : held)).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
