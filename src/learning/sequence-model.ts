/** Which word follows which: sequences of up to four words, smoothed as Witten and Bell do. */

import { GRAM, type Lesson, ORDER } from "./lesson.ts";

/** A place in the tree of sequences: what came before, as far back as it was ever seen. */
export type Context = number;

export interface SequenceModel {
  /** Number of a word; `undefined` for one that was never seen. */
  idOf(word: string): number | undefined;
  readonly words: readonly string[];
  /** The places for the last words before, longest first; the last one is the place that knows nothing of them. */
  contextsOf(before: readonly number[]): readonly Context[];
  /** Words seen at a place, and how often. */
  seenAt(context: Context): { readonly total: number; readonly kinds: number };
  countAt(context: Context, word: number): number;
  /** Each word that was seen at a place, with how often. */
  listAt(context: Context): Iterable<readonly [word: number, count: number]>;
}

const ROOT: Context = 0;
const NONE = 0;

/** The model of the sequences of a lesson. */
export function createSequenceModel({
  words,
  grams,
}: Pick<Lesson, "words" | "grams">): SequenceModel {
  const numbers = new Map(words.map((word, at) => [word, at]));
  const tree = createTree();
  for (let at = 0; at < grams.length; at += GRAM) {
    const count = grams[at + ORDER] ?? 0;
    let node = ROOT;
    for (let depth = 0; depth < ORDER; depth += 1)
      node = tree.add(node, grams[at + depth] ?? 0, count);
  }
  return {
    words,
    idOf: (word) => numbers.get(word),
    contextsOf(before) {
      const contexts: Context[] = [];
      for (let length = Math.min(ORDER - 1, before.length); length > 0; length -= 1) {
        const context = tree.find(before.slice(-length));
        if (context !== NONE) contexts.push(context);
      }
      return [...contexts, ROOT];
    },
    seenAt: tree.seenAt,
    countAt: tree.countAt,
    listAt: tree.listAt,
  };
}

/** P(word | what came before), over `vocabulary` words; below every place lies that all words are alike. */
export function probabilityOf(
  model: SequenceModel,
  word: number | undefined,
  contexts: readonly Context[],
  vocabulary: number,
): number {
  let probability = 1 / vocabulary;
  for (let at = contexts.length - 1; at >= 0; at -= 1) {
    const context = contexts[at] as Context;
    const { total, kinds } = model.seenAt(context);
    if (total === 0) continue;
    const count = word === undefined ? 0 : model.countAt(context, word);
    probability = (count + kinds * probability) / (total + kinds);
  }
  return probability;
}

/** Nodes in typed arrays, and a table from a node and a word to the node behind them. */
function createTree() {
  let capacity = 1 << 12;
  let used = 1;
  let table = new Int32Array(capacity * 2);
  let word = new Uint32Array(capacity);
  let parent = new Uint32Array(capacity);
  let count = new Uint32Array(capacity);
  let total = new Uint32Array(capacity);
  let kinds = new Uint32Array(capacity);
  let firstChild = new Uint32Array(capacity);
  let nextChild = new Uint32Array(capacity);

  const slotOf = (from: number, by: number): number => {
    let slot = hash(from, by) & (table.length - 1);
    for (;;) {
      const node = table[slot] as number;
      if (node === NONE || (parent[node] === from && word[node] === by)) return slot;
      slot = (slot + 1) & (table.length - 1);
    }
  };
  const wider = (before: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> => {
    const after = new Uint32Array(capacity);
    after.set(before);
    return after;
  };
  const grow = (): void => {
    capacity *= 2;
    word = wider(word);
    parent = wider(parent);
    count = wider(count);
    total = wider(total);
    kinds = wider(kinds);
    firstChild = wider(firstChild);
    nextChild = wider(nextChild);
    table = new Int32Array(capacity * 2);
    for (let node = 1; node < used; node += 1)
      table[slotOf(parent[node] as number, word[node] as number)] = node;
  };
  const childOf = (from: number, by: number): number => table[slotOf(from, by)] as number;
  return {
    add(from: number, by: number, times: number): number {
      if (used === capacity) grow();
      const slot = slotOf(from, by);
      let node = table[slot] as number;
      if (node === NONE) {
        node = used;
        used += 1;
        table[slot] = node;
        parent[node] = from;
        word[node] = by;
        nextChild[node] = firstChild[from] as number;
        firstChild[from] = node;
        kinds[from] = (kinds[from] as number) + 1;
      }
      count[node] = (count[node] as number) + times;
      total[from] = (total[from] as number) + times;
      return node;
    },
    find(words: readonly number[]): number {
      let node = ROOT;
      for (const by of words) {
        node = childOf(node, by);
        if (node === NONE) return NONE;
      }
      return node;
    },
    seenAt: (node: number) => ({ total: total[node] as number, kinds: kinds[node] as number }),
    countAt: (node: number, by: number): number => count[childOf(node, by)] as number,
    *listAt(node: number): Generator<readonly [number, number]> {
      for (
        let child = firstChild[node] as number;
        child !== NONE;
        child = nextChild[child] as number
      )
        yield [word[child] as number, count[child] as number];
    },
  };
}

function hash(from: number, by: number): number {
  const mixed = Math.imul(from + 1, 0x9e3779b1) ^ Math.imul(by + 0x7f4a7c15, 0x85ebca6b);
  return (Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) ^ (mixed >>> 13)) >>> 0;
}
