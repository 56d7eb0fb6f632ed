import type { OpenFile, Slot } from "../../domain/slot.ts";

/** What stands in a slot, and where it lies in the filled file. */
export interface SlotPiece {
  readonly slot: Slot;
  readonly text: string;
  /** UTF-16 offset in the filled file. */
  readonly start: number;
}

/** The slots that are filled, in the order of the file. */
export function slotPieces(
  { slots }: OpenFile,
  texts: ReadonlyMap<string, string>,
): readonly SlotPiece[] {
  const pieces: SlotPiece[] = [];
  let shift = 0;
  for (const slot of slots) {
    const text = texts.get(slot.name);
    if (text === undefined) continue;
    pieces.push({ slot, text, start: slot.start + shift });
    shift += text.length - (slot.end - slot.start);
  }
  return pieces;
}

const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/u;

/** Place of a character that nobody sees, or that turns the direction of what is seen. */
export const findInvisible = (text: string): number | undefined => {
  const at = text.search(INVISIBLE);
  return at === -1 ? undefined : at;
};

/** Letters of other alphabets that look like Latin ones, beside what Unicode itself calls compatible. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  а: "a",
  е: "e",
  о: "o",
  р: "p",
  с: "c",
  у: "y",
  х: "x",
  і: "i",
  ј: "j",
  ѕ: "s",
  ԁ: "d",
  һ: "h",
  ԛ: "q",
  ԝ: "w",
  ӏ: "l",
  ո: "n",
  ս: "u",
  А: "A",
  В: "B",
  Е: "E",
  К: "K",
  М: "M",
  Н: "H",
  О: "O",
  Р: "P",
  С: "C",
  Т: "T",
  Х: "X",
  α: "a",
  ο: "o",
  ν: "v",
  ρ: "p",
  ι: "i",
  κ: "k",
  υ: "u",
  γ: "y",
  Α: "A",
  Β: "B",
  Ε: "E",
  Ζ: "Z",
  Η: "H",
  Ι: "I",
  Κ: "K",
  Μ: "M",
  Ν: "N",
  Ο: "O",
  Ρ: "P",
  Τ: "T",
  Υ: "Y",
  Χ: "X",
  ı: "i",
  ɑ: "a",
  ɡ: "g",
};

/** A name as it looks: two that differ and look the same have one. */
export const lookOf = (name: string): string =>
  [...name.normalize("NFKC")].map((letter) => LOOK_ALIKES[letter] ?? letter).join("");
