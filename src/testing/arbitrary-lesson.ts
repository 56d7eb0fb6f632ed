import fc from "fast-check";
import { GRAM, type Lesson, ORDER } from "../learning/lesson.ts";

const name = fc.constantFrom("a", "b", "get", "Map", "undefined", "constructor", "toString");
const count = fc.integer({ min: 1, max: 9 });
const counts = fc.dictionary(name, count).map((record) => new Map(Object.entries(record)));
const countsOf = fc.dictionary(name, counts).map((record) => new Map(Object.entries(record)));

/** The lesson of a file called `path`, as a file could teach it. */
export const arbitraryLesson = (path: string): fc.Arbitrary<Lesson> =>
  fc
    .record({
      answers: fc.dictionary(name, fc.dictionary(name, count)),
      members: countsOf,
      shapes: countsOf,
      paths: counts,
      text: fc.array(name, { minLength: 1, maxLength: 30 }),
    })
    .map(({ answers, text, ...rest }) => ({
      ...rest,
      answers: new Map(
        Object.entries(answers).map(([question, values]) => [
          question,
          new Map(
            Object.entries(values).map(([value, seen]) => [
              value,
              { count: seen, places: [`${path}:${seen}`] },
            ]),
          ),
        ]),
      ),
      ...toSequences(text),
    }));

function toSequences(text: readonly string[]): Pick<Lesson, "words" | "wordCounts" | "grams"> {
  const words = [...new Set(["", ...text])];
  const ids = [0, ...text.map((word) => words.indexOf(word)), 0, 0, 0];
  const starts = ids.slice(0, ids.length - ORDER + 1);
  const keys = starts.map((_id, at) => ids.slice(at, at + ORDER).join(" "));
  return {
    words,
    wordCounts: words.map((_word, id) => starts.filter((one) => one === id).length),
    grams: [...new Set(keys)].flatMap((key) => [
      ...key.split(" ").map(Number),
      keys.filter((one) => one === key).length,
    ]),
  };
}

/** What a lesson says, whatever the numbers of its words and the order of its entries. */
export function sayLesson({ answers, members, shapes, paths, ...sequences }: Lesson): unknown {
  const { words, wordCounts, grams } = sequences;
  const said: [string, number][] = [];
  for (let at = 0; at < grams.length; at += GRAM)
    said.push([
      JSON.stringify(grams.slice(at, at + ORDER).map((id) => words[id])),
      grams[at + ORDER] ?? 0,
    ]);
  const plain = (map: ReadonlyMap<string, unknown>): unknown =>
    Object.fromEntries([...map].map(([key, it]) => [key, it instanceof Map ? plain(it) : it]));
  return {
    answers: plain(answers),
    members: plain(members),
    shapes: plain(shapes),
    paths: plain(paths),
    words: Object.fromEntries(words.map((word, at) => [word, wordCounts[at]])),
    grams: Object.fromEntries(said),
  };
}
