/** The sum of what all files of a dialect teach, remembered as long as no file changes. */

import type { LearnedFile, LearnedStore } from "../ports/learned-store.ts";
import { GRAM, type Lesson, ORDER, readLesson, writeLesson } from "./lesson.ts";
import { sumLessons } from "./sum-lessons.ts";

/** So many sequences are remembered, the most frequent ones: what was seen once is no habit. */
const MOST_GRAMS = 200_000;
/** Changes with the form of what is remembered. */
const VERSION = "1";

/** The files that teach: those that could not be read are none of them. */
export const filesOf = (store: LearnedStore, dialect: string): readonly LearnedFile[] =>
  store.files().filter((file) => file.dialect === dialect && file.refusal === undefined);

/** Counts of the files whose path `isWanted`; of all their sequences. */
export const sumOf = (
  store: LearnedStore,
  dialect: string,
  isWanted: (path: string) => boolean = () => true,
): Lesson => sumLessons(readAll(store, dialect, isWanted));

function* readAll(
  store: LearnedStore,
  dialect: string,
  isWanted: (path: string) => boolean,
): Generator<Lesson> {
  for (const { path, lesson: text } of store.lessons(dialect)) {
    const lesson = isWanted(path) ? readLesson(text) : undefined;
    // One that cannot be read teaches nothing.
    if (lesson !== undefined) yield lesson;
  }
}

/** The sum for those who use it: exact but for sequences that are rare in a large project. */
export function learnedLesson(
  store: LearnedStore,
  dialect: string,
  sha256: (text: string) => string,
): Lesson {
  const state = filesOf(store, dialect).map(({ path, hash }) => `${path} ${hash}`);
  const key = sha256([VERSION, ...state].join("\n"));
  const kept = store.summary(dialect, key);
  const known = kept === undefined ? undefined : readLesson(kept);
  if (known !== undefined) return known;
  const lesson = keepFrequent(sumOf(store, dialect));
  if (state.length > 0) store.putSummary(dialect, key, writeLesson(lesson));
  return lesson;
}

function keepFrequent(lesson: Lesson): Lesson {
  const { grams } = lesson;
  if (grams.length / GRAM <= MOST_GRAMS) return lesson;
  const starts = Array.from({ length: grams.length / GRAM }, (_none, at) => at * GRAM)
    .sort((one, other) => (grams[other + ORDER] ?? 0) - (grams[one + ORDER] ?? 0) || one - other)
    .slice(0, MOST_GRAMS);
  return { ...lesson, grams: starts.flatMap((at) => grams.slice(at, at + GRAM)) };
}
