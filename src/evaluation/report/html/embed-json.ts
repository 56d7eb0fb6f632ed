const DANGEROUS = /[<>&\u2028\u2029]/g;

/**
 * `value` as JSON that may stand in a `<script>`: nothing in it ends the element or opens a comment, and it is still
 * the same JSON. `null` stands for `undefined`.
 */
export const embedJson = (value: unknown): string =>
  JSON.stringify(value, (_key, held: unknown) => (held === undefined ? null : held)).replace(
    DANGEROUS,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
