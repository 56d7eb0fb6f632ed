/** How well what was counted in some files foretells others. */

import { GRAM, type Lesson, ORDER } from "./lesson.ts";
import { createSequenceModel, probabilityOf, type SequenceModel } from "./sequence-model.ts";

export interface Perplexity {
  /** What foretells, in words. */
  readonly model: string;
  /** 2 to the mean number of bits a word takes; lower is better. */
  readonly perWord: number;
  /** The same over names alone, key words and punctuation left out. */
  readonly perName: number;
}

/** Counts of another project, as a control: they should foretell less than the project's own. */
export interface OtherLesson {
  readonly name: string;
  readonly lesson: Lesson;
}

/** What foretells the words of files that it was not counted in. */
export function measurePerplexity(
  learned: Lesson,
  heldOut: Lesson,
  other?: OtherLesson,
): readonly Perplexity[] {
  // One list of words for all models: else they could not be compared.
  const all = new Set([...learned.words, ...heldOut.words, ...(other?.lesson.words ?? [])]);
  const measure = (model: string, foretell: Foretell) => ({
    model,
    ...perplexityOf(heldOut, foretell),
  });
  const own = foretellBy(createSequenceModel(learned), all.size);
  const rows = [
    measure("nothing: all words alike", () => 1 / all.size),
    measure("how often words are used", foretellBy(createSequenceModel(learned), all.size, 0)),
    measure("learned sequences", own),
    measure(
      "learned sequences, shuffled",
      foretellBy(createSequenceModel(shuffle(learned)), all.size),
    ),
  ];
  if (other === undefined) return rows;
  const foreign = foretellBy(createSequenceModel(other.lesson), all.size);
  return [
    ...rows,
    measure(`sequences of ${other.name}`, foreign),
    measure(`half learned, half ${other.name}`, (...wish) => (own(...wish) + foreign(...wish)) / 2),
  ];
}

/** The probability of `word` after `before`. */
type Foretell = (before: readonly string[], word: string) => number;

function foretellBy(model: SequenceModel, vocabulary: number, order = ORDER): Foretell {
  return (before, word) => {
    const known = before.map((one) => model.idOf(one));
    // What came before a word that was never seen is no help.
    const last = known.lastIndexOf(undefined);
    const usable = known.slice(last + 1) as readonly number[];
    const contexts = model.contextsOf(order === 0 ? [] : usable);
    return probabilityOf(model, model.idOf(word), contexts, vocabulary);
  };
}

function perplexityOf({ words, grams }: Lesson, foretell: Foretell): Omit<Perplexity, "model"> {
  const sums = { bits: 0, words: 0, nameBits: 0, names: 0 };
  for (let at = 0; at < grams.length; at += GRAM) {
    const [a = "", b = "", c = "", word = ""] = [0, 1, 2, 3].map(
      (place) => words[grams[at + place] ?? 0],
    );
    const count = grams[at + ORDER] ?? 0;
    const bits = -Math.log2(foretell([a, b, c], word)) * count;
    sums.bits += bits;
    sums.words += count;
    if (!isName(word)) continue;
    sums.nameBits += bits;
    sums.names += count;
  }
  return {
    perWord: sums.words === 0 ? Number.NaN : 2 ** (sums.bits / sums.words),
    perName: sums.names === 0 ? Number.NaN : 2 ** (sums.nameBits / sums.names),
  };
}

const KEY_WORDS: ReadonlySet<string> = new Set(
  "and as assert async await break case catch class const continue def default del delete do elif else enum except export extends False finally for from function global if implements import in instanceof interface is lambda let new None nonlocal not null or pass private public raise readonly return static super switch this throw True true false try type typeof undefined var void while with yield self string number boolean".split(
    " ",
  ),
);

/** Whether a word is a name that somebody chose. */
const isName = (word: string): boolean => /^[A-Za-z_$]/.test(word) && !KEY_WORDS.has(word);

/** The same words as often, in no order: each place of the sequences is dealt out anew, the same way every time. */
function shuffle(lesson: Lesson): Lesson {
  const columns: readonly (readonly number[])[] = Array.from({ length: ORDER }, (_none, place) =>
    deal(columnOf(lesson.grams, place), place + 1),
  );
  const grams: number[] = [];
  for (let at = 0; at < (columns[0]?.length ?? 0); at += 1)
    grams.push(...columns.map((column) => column[at] ?? 0), 1);
  return { ...lesson, grams };
}

function columnOf(grams: readonly number[], place: number): number[] {
  const column: number[] = [];
  for (let at = 0; at < grams.length; at += GRAM)
    for (let time = 0; time < (grams[at + ORDER] ?? 0); time += 1)
      column.push(grams[at + place] ?? 0);
  return column;
}

/** Fisher and Yates, with xorshift of a seed. */
function deal(column: number[], seed: number): readonly number[] {
  let state = seed * 0x9e3779b1;
  for (let at = column.length - 1; at > 0; at -= 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const other = (state >>> 0) % (at + 1);
    [column[at], column[other]] = [column[other] as number, column[at] as number];
  }
  return column;
}
