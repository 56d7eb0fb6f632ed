/** Items of Markdown lists, as text. */

const ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(.*)$/;

/** The items among `lines`, each on one line; what follows an item after a blank line is left out. */
export function readListItems(lines: readonly string[]): readonly string[] {
  const items: string[] = [];
  let isOpen = false;
  for (const line of lines) {
    const text = ITEM.exec(line)?.[1];
    if (text !== undefined) items.push(text.trim());
    else if (isOpen && line.trim() !== "") items.push(`${items.pop() ?? ""} ${line.trim()}`);
    isOpen = text !== undefined || (isOpen && line.trim() !== "");
  }
  return items.filter((item) => item !== "");
}

/** The first code span in `text`, or the one that is the whole of it; without its backticks. */
export function readCodeSpan(
  text: string,
  { isWhole }: { readonly isWhole: boolean },
): string | undefined {
  const [span, , code] = /(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)/.exec(text) ?? [];
  if (code === undefined || (isWhole && span !== text.trim())) return undefined;
  return code.trim();
}
