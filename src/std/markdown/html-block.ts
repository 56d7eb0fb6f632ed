/** HTML blocks of CommonMark, in which nothing else is recognised. */

const BLOCK_NAMES =
  "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|" +
  "fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|" +
  "menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|" +
  "track|ul";

const ATTRIBUTE =
  "[ \\t]+[A-Za-z_:][\\w.:-]*(?:[ \\t]*=[ \\t]*(?:[^\\s\"'=<>`]+|'[^'\\r\\n]*'|\"[^\"\\r\\n]*\"))?";
const OPEN_TAG = `<[A-Za-z][A-Za-z0-9-]*(?:${ATTRIBUTE})*[ \\t]*/?>`;
const CLOSE_TAG = "</[A-Za-z][A-Za-z0-9-]*[ \\t]*>";

/** How a block begins, and what a line holds that ends it; `undefined`: a blank line does. */
const KINDS: readonly { readonly start: RegExp; readonly end: RegExp | undefined }[] = [
  {
    start: /^<(?:script|pre|style|textarea)(?:[ \t>]|$)/i,
    end: /<\/(?:script|pre|style|textarea)>/i,
  },
  { start: /^<!--/, end: /-->/ },
  { start: /^<\?/, end: /\?>/ },
  { start: /^<![A-Za-z]/, end: />/ },
  { start: /^<!\[CDATA\[/, end: /\]\]>/ },
  { start: new RegExp(`^</?(?:${BLOCK_NAMES})(?:[ \\t]|/?>|$)`, "i"), end: undefined },
  { start: new RegExp(`^(?:${OPEN_TAG}|${CLOSE_TAG})[ \\t]*$`), end: undefined },
];

/** The seventh kind, any whole tag on a line of its own, leaves a paragraph alone. */
const ANY_TAG = KINDS.at(-1);

/** An HTML block that is open; `end` is what a line holds that closes it, `undefined` for a blank line. */
export interface HtmlBlock {
  readonly end: RegExp | undefined;
}

/**
 * The HTML block that `line` opens, its indentation removed.
 *
 * @see https://spec.commonmark.org/0.31.2/#html-blocks
 */
export function readHtmlBlockStart(
  line: string,
  options: { readonly isInParagraph: boolean },
): HtmlBlock | undefined {
  const kind = KINDS.find(({ start }) => start.test(line));
  return kind === ANY_TAG && options.isInParagraph ? undefined : kind;
}
