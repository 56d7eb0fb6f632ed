/** Characters that a reader does not see and a model reads. */

export interface HiddenText {
  readonly start: number;
  readonly end: number;
  /** What it does, after "it". */
  readonly does: string;
}

const ORDER = "changes the order in which text is shown";
const UNSEEN = "holds text that cannot be seen";

/**
 * Kinds of hidden characters. Joiners are part of many scripts and of emoji, tags are part of flags: only where
 * neither can be do they count.
 *
 * @see https://trojansource.codes/trojan-source.pdf
 * @see https://www.unicode.org/reports/tr51/#valid-emoji-tag-sequences
 */
const KINDS: readonly (readonly [string, RegExp])[] = [
  [ORDER, /[\u202a-\u202e\u2066-\u2069]+/gu],
  [
    UNSEEN,
    /(?:(?<!^)\ufeff|[\u180e\u200b\u2060-\u2064])[\u180e\u200b-\u200d\u2060-\u2064\ufeff]*/gu,
  ],
  [UNSEEN, /(?<=[\x20-\x7e])[\u200c\u200d]+(?=[\x20-\x7e])/gu],
  [UNSEEN, /(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]*)[\u{e0000}-\u{e007f}]+/gu],
  [UNSEEN, /[\u{e0100}-\u{e01ef}]{2,}/gu],
];

/** Every run of hidden characters, in no order. */
export const findHiddenText = (text: string): readonly HiddenText[] =>
  KINDS.flatMap(([does, pattern]) =>
    Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({
      start: index,
      end: index + found.length,
      does,
    })),
  );

/** What tag characters spell, which models read like letters; empty where there are none. */
export const readTags = (text: string): string =>
  Array.from(text.matchAll(/[\u{e0020}-\u{e007e}]/gu), ([tag]) =>
    String.fromCodePoint((tag.codePointAt(0) ?? 0) - 0xe0000),
  ).join("");
