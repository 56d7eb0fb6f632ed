/** What one file teaches, or many: counts, and lines where something was seen. */

/** How often, and on which lines of which file first. */
export interface Seen {
  readonly count: number;
  readonly places: readonly string[];
}

/** By name, how often. */
export type Counts = ReadonlyMap<string, number>;
/** By owner, then name. */
export type CountsOf = ReadonlyMap<string, Counts>;

export interface Lesson {
  /** By question, then answer. */
  readonly answers: ReadonlyMap<string, ReadonlyMap<string, Seen>>;
  /** Members by receiver: a type's name or a variable's, and `*` for all together; the receiver of free names is empty. */
  readonly members: CountsOf;
  /** Shapes of arguments by what is called. */
  readonly shapes: CountsOf;
  /** `kind/slot/child` of syntax trees. */
  readonly paths: Counts;
  /** Lexemes, which `grams` name by their places. */
  readonly words: readonly string[];
  /** How often a sequence begins with each word. */
  readonly wordCounts: readonly number[];
  /** Sequences of four words, flat: four places in `words`, then how often. */
  readonly grams: readonly number[];
}

export const ORDER = 4;
/** Numbers of one entry of `grams`. */
export const GRAM = ORDER + 1;
/** How many places are kept for an answer. */
export const MOST_PLACES = 5;

const toRecord = <T, U>(map: ReadonlyMap<string, T>, change: (value: T) => U) =>
  Object.fromEntries([...map].map(([key, value]) => [key, change(value)]));

/** As text, for a store. The counts of names are on one line, the sequences, which are many, on the next. */
export function writeLesson(lesson: Lesson): string {
  const { answers, members, shapes, paths, words, wordCounts, grams } = lesson;
  const head = {
    answers: toRecord(answers, (values) =>
      toRecord(values, ({ count, places }) => [count, places]),
    ),
    members: toRecord(members, (of) => Object.fromEntries(of)),
    shapes: toRecord(shapes, (of) => Object.fromEntries(of)),
    paths: Object.fromEntries(paths),
    words,
    wordCounts,
  };
  return `${JSON.stringify(head)}\n${grams.join(" ")}`;
}

/** `undefined` for a text that `writeLesson` did not write. */
export function readLesson(text: string): Lesson | undefined {
  try {
    return read(text);
  } catch (error) {
    // Ours, and the parser's: whoever changed the store may have written anything.
    if (error instanceof BrokenLesson || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

class BrokenLesson extends Error {}

/** By hand, and not by a schema: a project has thousands of lessons, each with thousands of numbers. */
function read(text: string): Lesson {
  const end = text.indexOf("\n");
  if (end === -1) throw new BrokenLesson("one line");
  const head = recordOf(JSON.parse(text.slice(0, end)));
  const words = listOf(head["words"]).map((word) => expectText(word));
  const wordCounts = listOf(head["wordCounts"]).map((count) => expectCount(count));
  if (wordCounts.length !== words.length) throw new BrokenLesson("counts of other words");
  return {
    answers: mapOf(head["answers"], (values) => mapOf(values, toSeen)),
    members: mapOf(head["members"], (of) => mapOf(of, expectCount)),
    shapes: mapOf(head["shapes"], (of) => mapOf(of, expectCount)),
    paths: mapOf(head["paths"], expectCount),
    words,
    wordCounts,
    grams: readGrams(text, end + 1, words.length),
  };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new BrokenLesson("no record");
  return value as Readonly<Record<string, unknown>>;
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new BrokenLesson("no list");
  return value;
}

function mapOf<T>(value: unknown, change: (value: unknown) => T): ReadonlyMap<string, T> {
  const record = recordOf(value);
  const map = new Map<string, T>();
  for (const key of Object.keys(record)) map.set(key, change(record[key]));
  return map;
}

function expectCount(value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw new BrokenLesson("no count");
  return value as number;
}

function expectText(value: unknown): string {
  if (typeof value !== "string") throw new BrokenLesson("no text");
  return value;
}

function toSeen(value: unknown): Seen {
  const [count, places] = listOf(value);
  return {
    count: expectCount(count),
    places: listOf(places)
      .slice(0, MOST_PLACES)
      .map((place) => expectText(place)),
  };
}

const [ZERO, SPACE] = [48, 32];

/** Whole numbers with a space between any two, from `start` to the end of the text. */
function readGrams(text: string, start: number, words: number): readonly number[] {
  const grams: number[] = [];
  if (start === text.length) return grams;
  let number = 0;
  for (let at = start; at <= text.length; at += 1) {
    const code = at === text.length ? SPACE : text.charCodeAt(at);
    if (code === SPACE) {
      const isWord = grams.length % GRAM !== ORDER;
      if ((isWord && number >= words) || number > 0xffff_ffff) throw new BrokenLesson("no word");
      grams.push(number);
      number = 0;
    } else if (code < ZERO || code > ZERO + 9) throw new BrokenLesson("no number");
    else number = number * 10 + code - ZERO;
  }
  if (grams.length % GRAM !== 0) throw new BrokenLesson("half a sequence");
  return grams;
}
