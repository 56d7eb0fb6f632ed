import { hashRuns, hashTokens } from "./hash-tokens.ts";

export interface HeldOutText {
  readonly task: string;
  readonly text: string;
}

export interface Leak {
  readonly task: string;
  /** Of what is the task's own, how much stands in the text: from 0 to 1. */
  readonly share: number;
}

/** Knows the tasks that models are measured on, and finds them in what models would be trained on. */
export interface HeldOutTasks {
  /** How many tasks can be found. */
  readonly count: number;
  /** Tasks of fewer words than can be told from chance. */
  readonly tooShort: readonly string[];
  /** The task that most of is in the text; `undefined` where it is less than three tenths of any. */
  findLeak(text: string): Leak | undefined;
}

/** Words that follow one another; shorter tasks are looked for as a whole. */
const GRAM_WORDS = 8;
const LEAST_WORDS = 5;
const LEAST_SHARE = 0.3;

const wordsOf = (text: string): readonly number[] =>
  hashTokens(text.toLowerCase(), { withMarks: false });

/**
 * Prepares the search by the words of held-out tasks. Runs of words that stand in `others` too, the tasks that anybody
 * may train on, say nothing and are left out.
 */
export function createHeldOutTasks(
  heldOut: readonly HeldOutText[],
  others: Iterable<string>,
): HeldOutTasks {
  const tooShort: string[] = [];
  const tasks = heldOut.flatMap(({ task, text }) => {
    const words = wordsOf(text);
    if (words.length < LEAST_WORDS) tooShort.push(task);
    const size = Math.min(GRAM_WORDS, words.length);
    return words.length < LEAST_WORDS
      ? []
      : [{ task, size, grams: new Set(hashRuns(words, size)) }];
  });
  const sizes = [...new Set(tasks.map(({ size }) => size))];
  const wanted = new Set(tasks.flatMap(({ grams }) => [...grams]));
  const common = new Set<number>();
  for (const text of others) {
    const words = wordsOf(text);
    for (const size of sizes)
      for (const gram of gramsOf(words, size)) if (wanted.has(gram)) common.add(gram);
  }
  const owners = new Map<number, number[]>();
  const ownCounts = tasks.map(({ grams }, at) => {
    const own = [...grams].filter((gram) => !common.has(gram));
    for (const gram of own) owners.set(gram, [...(owners.get(gram) ?? []), at]);
    return own.length;
  });
  const marks = createMarks(owners.keys());
  return {
    count: ownCounts.filter((count) => count > 0).length,
    tooShort,
    findLeak(text) {
      const found = new Set<number>();
      const words = wordsOf(text);
      for (const size of sizes)
        for (const gram of gramsOf(words, size)) if (marks.has(gram)) found.add(gram);
      if (found.size === 0) return undefined;
      const hits = new Map<number, number>();
      for (const gram of found)
        for (const at of owners.get(gram) ?? []) hits.set(at, (hits.get(at) ?? 0) + 1);
      let worst: Leak | undefined;
      for (const [at, count] of hits) {
        const share = count / (ownCounts[at] ?? 1);
        const task = tasks[at]?.task ?? "";
        if (share >= LEAST_SHARE && share > (worst?.share ?? 0)) worst = { task, share };
      }
      return worst;
    },
  };
}

/** Runs of one size; a text that is shorter has none. */
const gramsOf = (words: readonly number[], size: number): Uint32Array =>
  words.length < size ? new Uint32Array(0) : hashRuns(words, size);

const MARK_BITS = 20;

/** Tells quickly of most numbers that they are not among those that were put in; of a few it does not. */
function createMarks(numbers: Iterable<number>): { has(number: number): boolean } {
  const bytes = new Uint8Array(2 ** (MARK_BITS - 3));
  const placeOf = (number: number): number => number >>> (32 - MARK_BITS);
  for (const number of numbers) {
    const place = placeOf(number);
    bytes[place >>> 3] = (bytes[place >>> 3] ?? 0) | (1 << (place & 7));
  }
  return {
    has(number) {
      const place = placeOf(number);
      return ((bytes[place >>> 3] ?? 0) & (1 << (place & 7))) !== 0;
    },
  };
}
