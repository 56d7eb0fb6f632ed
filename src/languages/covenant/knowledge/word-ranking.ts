/** Relevance of texts to a query by the words they share: Okapi BM25. */

/** How fast repeated words stop to count, and how much long texts are held back. */
const SATURATION = 1.2;
const LENGTH_WEIGHT = 0.75;

export interface WordMatch {
  /** 0 where no word is shared. */
  readonly score: number;
  /** The shared words as the query has them, those that tell most first. */
  readonly words: readonly string[];
}

/** Ranks `texts`: the function it gives returns one match for each of them, in their order. */
export function createWordRanking(
  texts: readonly string[],
): (query: string) => readonly WordMatch[] {
  const documents = texts.map(countWords);
  const lengths = documents.map((counts) => sum(counts.values()));
  const meanLength = sum(lengths) / Math.max(1, texts.length);
  const frequency = new Map<string, number>();
  for (const counts of documents) {
    for (const word of counts.keys()) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  }
  const rarity = (word: string): number => {
    const holders = frequency.get(word) ?? 0;
    return Math.log(1 + (texts.length - holders + 0.5) / (holders + 0.5));
  };
  return (query) => {
    const wanted = [...readWords(query)];
    return documents.map((counts, index) => {
      const ratio = (lengths[index] ?? 0) / meanLength;
      const slowness = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * ratio);
      const weights = wanted.flatMap(([word, written]): readonly (readonly [string, number])[] => {
        const count = counts.get(word);
        if (count === undefined) return [];
        return [[written, (rarity(word) * count * (SATURATION + 1)) / (count + slowness)]];
      });
      return {
        score: sum(weights.map(([, weight]) => weight)),
        words: weights.sort(([, left], [, right]) => right - left).map(([word]) => word),
      };
    });
  };
}

/** Words that stand in any task and tell nothing. */
const FILLERS: ReadonlySet<string> = new Set(
  `the and for that with from into its are was has have not but only this which when than then them they his her one two
  return function write give tell given take make use using should must text value new where whose below above written first
  each every all itself any more most least leave number name`.split(/\s+/),
);

function countWords(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of eachWord(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** The words of `text`, stems first, each with how it was written the first time. */
function readWords(text: string): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const [word, written] of eachWord(text)) if (!words.has(word)) words.set(word, written);
  return words;
}

function* eachWord(text: string): Generator<readonly [stem: string, written: string]> {
  for (const [written] of text.toLowerCase().matchAll(/[a-z][a-z0-9+]+/g)) {
    if (written.length > 2 && !FILLERS.has(written)) yield [stem(written), written];
  }
}

/** Brings `inserting`, `inserted` and `inserts` together; good enough to compare, not to show. */
const stem = (word: string): string =>
  word.length > 4 ? word.replace(/(?:ing|ed|es|s)$/, "").replace(/e$/, "") : word;

const sum = (numbers: Iterable<number>): number => {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
};
