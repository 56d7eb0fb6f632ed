/** Lessons of files → the lesson of them all. Integer sums: what one file taught can be taken away to the last count. */

import { type Counts, GRAM, type Lesson, MOST_PLACES, ORDER, type Seen } from "./lesson.ts";

/**
 * The sum, over lessons in any order. The places that are kept are the first ones by path, so that the order makes no
 * difference.
 */
export function sumLessons(lessons: Iterable<Lesson>): Lesson {
  const answers = new Map<string, Map<string, Seen>>();
  const members = new Map<string, Map<string, number>>();
  const shapes = new Map<string, Map<string, number>>();
  const paths = new Map<string, number>();
  const sequences = createSequenceSum();
  for (const lesson of lessons) {
    for (const [question, values] of lesson.answers) addAnswers(answers, question, values);
    for (const [owner, of] of lesson.members) addAll(counterOf(members, owner), of);
    for (const [owner, of] of lesson.shapes) addAll(counterOf(shapes, owner), of);
    addAll(paths, lesson.paths);
    sequences.add(lesson);
  }
  return { answers, members, shapes, paths, ...sequences.take() };
}

function addAnswers(
  answers: Map<string, Map<string, Seen>>,
  question: string,
  values: ReadonlyMap<string, Seen>,
): void {
  const known = answers.get(question) ?? new Map<string, Seen>();
  for (const [value, { count, places }] of values) {
    const before = known.get(value) ?? { count: 0, places: [] };
    known.set(value, {
      count: before.count + count,
      places: [...before.places, ...places].sort(byPlace).slice(0, MOST_PLACES),
    });
  }
  answers.set(question, known);
}

/** By path, then line. */
function byPlace(one: string, other: string): number {
  const [left, right] = [one.lastIndexOf(":"), other.lastIndexOf(":")];
  const [path, otherPath] = [one.slice(0, left), other.slice(0, right)];
  if (path !== otherPath) return path < otherPath ? -1 : 1;
  return Number(one.slice(left + 1)) - Number(other.slice(right + 1));
}

const counterOf = (counters: Map<string, Map<string, number>>, owner: string) => {
  const known = counters.get(owner) ?? new Map<string, number>();
  counters.set(owner, known);
  return known;
};

function addAll(counter: Map<string, number>, counts: Counts): void {
  for (const [name, count] of counts) counter.set(name, (counter.get(name) ?? 0) + count);
}

/** Sequences over one list of words, each once, with how often it was seen. */
function createSequenceSum() {
  const numbers = new Map<string, number>();
  const wordCounts: number[] = [];
  const grams = createGramCounter();
  return {
    add(lesson: Lesson): void {
      const ids = lesson.words.map((word, at) => {
        const id = numbers.get(word) ?? numbers.size;
        numbers.set(word, id);
        wordCounts[id] = (wordCounts[id] ?? 0) + (lesson.wordCounts[at] ?? 0);
        return id;
      });
      const part = (at: number): number => ids[lesson.grams[at] ?? 0] ?? 0;
      for (let at = 0; at < lesson.grams.length; at += GRAM)
        grams.add(
          part(at),
          part(at + 1),
          part(at + 2),
          part(at + 3),
          lesson.grams[at + ORDER] ?? 0,
        );
    },
    take: (): Pick<Lesson, "words" | "wordCounts" | "grams"> => ({
      words: [...numbers.keys()],
      wordCounts,
      grams: grams.take(),
    }),
  };
}

/** Open addressing over typed arrays: millions of sequences, in the memory of their numbers. */
function createGramCounter() {
  let capacity = 1 << 12;
  let used = 0;
  let table = new Int32Array(capacity).fill(-1);
  let flat = new Uint32Array(GRAM * capacity);

  const slotOf = (a: number, b: number, c: number, d: number): number => {
    let slot = hash(a, b, c, d) & (table.length - 1);
    for (;;) {
      const at = table[slot] as number;
      if (at === -1) return slot;
      if (flat[at] === a && flat[at + 1] === b && flat[at + 2] === c && flat[at + 3] === d)
        return slot;
      slot = (slot + 1) & (table.length - 1);
    }
  };
  const grow = (): void => {
    capacity *= 2;
    const before = flat;
    flat = new Uint32Array(GRAM * capacity);
    flat.set(before.subarray(0, used * GRAM));
    table = new Int32Array(capacity * 2).fill(-1);
    for (let at = 0; at < used * GRAM; at += GRAM)
      table[
        slotOf(
          ...([flat[at], flat[at + 1], flat[at + 2], flat[at + 3]] as [
            number,
            number,
            number,
            number,
          ]),
        )
      ] = at;
  };
  return {
    add(a: number, b: number, c: number, d: number, count: number): void {
      if (used === capacity || table.length < capacity * 2) grow();
      const slot = slotOf(a, b, c, d);
      let at = table[slot] as number;
      if (at === -1) {
        at = used * GRAM;
        used += 1;
        table[slot] = at;
        flat.set([a, b, c, d], at);
      }
      flat[at + ORDER] = (flat[at + ORDER] as number) + count;
    },
    take: (): readonly number[] => [...flat.subarray(0, used * GRAM)],
  };
}

function hash(a: number, b: number, c: number, d: number): number {
  let mixed = Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 0x7f4a7c15, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) ^ Math.imul(c + 0x165667b1, 0x27d4eb2f);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0x9e3779b1) ^ Math.imul(d + 0x2545f491, 0x85ebca6b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
