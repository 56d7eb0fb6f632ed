/** Text as a reader hears it: what only looks different is the same. */
export interface FoldedText {
  /** Lower case, without marks and without what cannot be seen. */
  readonly text: string;
  /** Offset in the original of each UTF-16 unit of `text`, and of its end. */
  readonly offsets: readonly number[];
}

/** Takes no room on the page: zero-width characters, soft hyphens, variation selectors, tag characters. */
const UNSEEN =
  /^(?:[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]|\u034f|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}])$/u;

/** Letters of other scripts that look like Latin ones. @see https://www.unicode.org/reports/tr39/#Confusable_Detection */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ а: "a", в: "b", е: "e", ѕ: "s", і: "i", ј: "j", к: "k", м: "m", н: "h", о: "o" },
    ...{ р: "p", с: "c", т: "t", у: "y", х: "x", ԁ: "d", ԛ: "q", ԝ: "w", ո: "n", ս: "u" },
    ...{ α: "a", ε: "e", ι: "i", κ: "k", ν: "v", ο: "o", ρ: "p", τ: "t", υ: "u", χ: "x" },
  }),
);

/** Folds a text, so that phrases are found however they are written. */
export function foldText(original: string): FoldedText {
  let text = "";
  const offsets: number[] = [];
  const append = (folded: string, at: number): void => {
    text += folded;
    for (let unit = 0; unit < folded.length; unit += 1) offsets.push(at);
  };
  for (const { 0: word, index } of original.matchAll(
    /[\p{L}\p{M}\p{Cf}]+|[^\p{L}\p{M}\p{Cf}]+/gu,
  )) {
    const isMixed = /[a-z]/i.test(word);
    let at = index;
    for (const character of word) {
      const folded = foldCharacter(character);
      append((isMixed ? LOOKALIKES.get(folded) : undefined) ?? folded, at);
      at += character.length;
    }
  }
  offsets.push(original.length);
  return { text, offsets };
}

function foldCharacter(character: string): string {
  // Nearly all text is ASCII, and is done here.
  if (character <= "\u007f") return character.toLowerCase();
  if (UNSEEN.test(character)) return "";
  const plain = character.normalize("NFKD").toLowerCase();
  return /^[a-z]\p{M}+$/u.test(plain) ? plain.charAt(0) : character.normalize("NFKC").toLowerCase();
}

/** `text` on one line, with names in place of what cannot be seen: `U+200B`. */
export const showUnseen = (text: string): string =>
  Array.from(text, (character) =>
    UNSEEN.test(character)
      ? `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`
      : character,
  )
    .join("")
    .replaceAll(/\s+/g, " ");
