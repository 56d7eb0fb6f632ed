// Everything that moves the cursor, changes colours or hides text; tab and line feed stay.
const CONTROL =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Text from models, tools and files, harmless on a terminal: control characters show as `\u001b`. */
export const escapeText = (text: string): string =>
  text.replace(
    CONTROL,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
