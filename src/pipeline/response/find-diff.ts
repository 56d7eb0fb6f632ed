/** Answers that say what to change, where the whole file was asked for. */

/** How such a text begins: a unified diff, or a block of text to search and replace. */
const FIRST_LINE =
  /^\s*(?:diff --git \S|Index: \S+\r?\n=|@@ -\d+(?:,\d+)? \+\d+|--- \S[^\r\n]*\r?\n\+\+\+ \S|\*\*\* Begin Patch|<{5,7} ?(?:SEARCH|ORIGINAL|HEAD)\b)/;
const TAGS: ReadonlySet<string> = new Set(["diff", "patch", "udiff"]);

/** Whether `text` is a diff from its first line on. */
export const isDiff = (text: string): boolean => FIRST_LINE.test(text);

/** Whether a block is one, by its tag or by its text. */
export const isDiffBlock = (block: {
  readonly language: string | undefined;
  readonly content: string;
}): boolean =>
  block.content.trim() !== "" && (TAGS.has(block.language ?? "") || isDiff(block.content));
