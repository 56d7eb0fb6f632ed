import type { ReferenceStore } from "../ports/reference-store.ts";
import { tellingWords } from "../std/code-words.ts";

export interface WantedWord {
  /** As the wish has it. */
  readonly written: string;
  /** How much it tells: the fewer pieces hold it, the more. */
  readonly rarity: number;
}

/** Words to look for, by their stems. */
export type WantedWords = ReadonlyMap<string, WantedWord>;

const MOST_WORDS = 16;
/** Pieces that a search looks at: beyond that it takes longer than it may. */
const MOST_HOLDERS = 8_000;

/** The rarest words of a wish that the index knows, and how rare each is. */
export function chooseWords(
  texts: readonly string[],
  store: Pick<ReferenceStore, "countHolders">,
): WantedWords {
  const telling = tellingWords(texts.join("\n"));
  const { units, holders } = store.countHolders([...telling.keys()]);
  const chosen = new Map<string, WantedWord>();
  let looked = 0;
  for (const [word, count] of [...holders].sort(([, a], [, b]) => a - b)) {
    looked += count;
    if (chosen.size >= MOST_WORDS || (chosen.size > 0 && looked > MOST_HOLDERS)) break;
    const rarity = Math.log(1 + (units - count + 0.5) / (count + 0.5));
    chosen.set(word, { written: telling.get(word) ?? word, rarity });
  }
  return chosen;
}
