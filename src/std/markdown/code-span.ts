/** Longest text that is shown of one value. */
const MOST_CHARACTERS = 120;

/**
 * Text of others as code in a cell of a Markdown table: no markup, link, image, HTML or mention in it works, and it ends
 * neither its cell nor its line.
 */
export function codeSpan(text: string): string {
  const line = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim();
  if (line === "") return "";
  const shown = line.length > MOST_CHARACTERS ? `${cut(line)}…` : line;
  const runs = shown.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(0, ...runs.map(({ length }) => length)) + 1);
  const pad = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  // A backslash before the bar would be taken for the one that escapes it.
  const cell = shown.replaceAll("\\|", "\\ |").replaceAll("|", "\\|");
  return `${fence}${pad}${cell}${pad}${fence}`;
}

const cut = (text: string): string => text.slice(0, MOST_CHARACTERS).toWellFormed();
