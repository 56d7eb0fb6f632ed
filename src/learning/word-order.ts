/** Words in the order of the alphabet, so that all that begin alike are one range; and counts over such ranges. */

/** Places in the order, half open. */
export interface WordRange {
  readonly from: number;
  readonly to: number;
}

export interface WordOrder {
  /** `undefined` for a word that is not in it. */
  placeOf(word: string): number | undefined;
  /** All words that begin so; with `isWhole` the word itself alone. Empty where there is none. */
  rangeOf(text: string, isWhole: boolean): WordRange;
}

export function createWordOrder(words: readonly string[]): WordOrder {
  const sorted = [...words].sort((one, other) => (one < other ? -1 : one > other ? 1 : 0));
  const places = new Map(sorted.map((word, at) => [word, at]));
  const all: WordRange = { from: 0, to: sorted.length };
  const search = (text: string): number => firstFrom(sorted, text);
  return {
    placeOf: (word) => places.get(word),
    rangeOf(text, isWhole) {
      if (isWhole) {
        const place = places.get(text);
        return place === undefined ? { from: 0, to: 0 } : { from: place, to: place + 1 };
      }
      // No word goes on with the last character there is.
      return text === "" ? all : { from: search(text), to: search(`${text}\uffff`) };
    },
  };
}

export interface RangeCounts {
  readonly total: number;
  countIn(range: WordRange): number;
}

/** A place and its count in one number, so that numbers are all there is to sort. */
const STEP = 2 ** 32;

/** Counts of some places of an order, each place once. */
export function createRangeCounts(
  counted: readonly (readonly [place: number, count: number])[],
): RangeCounts {
  const packed = Float64Array.from(counted, ([place, count]) => place * STEP + count).sort();
  const places = Uint32Array.from(packed, (both) => Math.floor(both / STEP));
  /** Of all places before each. */
  const sums = new Float64Array(places.length + 1);
  for (let at = 0; at < packed.length; at += 1)
    sums[at + 1] = (sums[at] as number) + ((packed[at] as number) % STEP);
  const before = (place: number): number => sums[firstFrom(places, place)] as number;
  return {
    total: sums[places.length] as number,
    countIn: ({ from, to }) => (from >= to ? 0 : before(to) - before(from)),
  };
}

/** The first place, of values in ascending order, that is not before `value`. */
function firstFrom<Value extends string | number>(values: ArrayLike<Value>, value: Value): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as Value) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
