/** What the project would write at a place, as a shift of what a model would. */

import type { ContextBias } from "../ports/constraint-set.ts";
import { fitBudget } from "./fit-budget.ts";
import { ANY_RECEIVER } from "./learn-file.ts";
import type { Lesson } from "./lesson.ts";
import { type Lexed, type LexerRules, lex } from "./lexemes.ts";
import { createSequenceModel } from "./sequence-model.ts";
import {
  createRangeCounts,
  createWordOrder,
  type RangeCounts,
  type WordOrder,
} from "./word-order.ts";

export interface ContextBiasOptions {
  readonly lexer: LexerRules;
  /** How many files were counted. */
  readonly files: number;
}

/** No shift goes further, in nats. */
const FARTHEST = 2;
/** A place that was seen less often tells nothing. */
const LEAST_SEEN = 4;
/** As many imagined words, spread as in the whole project, are added to what was seen at a place. */
const IMAGINED = 2;
/** Of the text before, so much is read: three words, whatever their length. */
const LOOKED_BACK = 240;
/** Places that are remembered, each with its words in order. */
const MOST_PLACES = 2_000;

/**
 * The shift from counts: log of how often a word follows here over how often it stands anywhere. The shift of a whole
 * list of candidates is scaled down until it moves the model by no more than `fitBudget` allows.
 */
export function createContextBias(
  lesson: Lesson,
  { lexer, files }: ContextBiasOptions,
): ContextBias | undefined {
  if (lesson.grams.length === 0) return undefined;
  const model = createSequenceModel(lesson);
  const order = createWordOrder(lesson.words);
  const anywhere = toCounts(
    lesson.words.map((word, at) => [word, lesson.wordCounts[at] ?? 0]),
    order,
  );
  const placeOfWord = Uint32Array.from(model.words, (word) => order.placeOf(word) ?? 0);
  const members = countMembers(lesson, order);
  const places = new Map<number, RangeCounts>();

  const countsAt = (context: number): RangeCounts => {
    const known = places.get(context);
    if (known !== undefined) return known;
    const counted: (readonly [place: number, count: number])[] = [];
    for (const [word, count] of model.listAt(context))
      counted.push([placeOfWord[word] as number, count]);
    const counts = createRangeCounts(counted);
    if (places.size >= MOST_PLACES) places.clear();
    places.set(context, counts);
    return counts;
  };

  /** What is known of the place, the surest knowledge first. */
  const knowledgeOf = (words: readonly string[]): readonly RangeCounts[] => {
    const [owner, dot] = words.slice(-2);
    const ofOwner =
      dot === "." || dot === "?."
        ? (members.get(owner ?? "") ?? members.get(ANY_RECEIVER))
        : undefined;
    const known = words.map((word) => model.idOf(word));
    const usable = known.slice(known.lastIndexOf(undefined) + 1) as readonly number[];
    // The last place knows nothing of what came before.
    const contexts = model.contextsOf(usable).slice(0, -1);
    const counts = [...contexts.map(countsAt), ...(ofOwner === undefined ? [] : [ofOwner])];
    return counts.filter(({ total }) => total >= LEAST_SEEN);
  };

  return {
    describes: `names and sequences of ${files} files`,
    weigh(before, candidates, logProbabilities) {
      const place = readPlace(before, lexer);
      if (place === undefined) return undefined;
      const { words, begun } = place;
      const knowledge = knowledgeOf(words);
      const alike = order.rangeOf(begun, false);
      const usual = anywhere.countIn(alike);
      if (knowledge.length === 0 || usual === 0) return undefined;
      const begunHere = knowledge.map((counts) => counts.countIn(alike));
      const shifts = candidates.map((candidate) => {
        const next = readCandidate(begun, candidate, lexer);
        if (next === undefined) return 0;
        const range = order.rangeOf(next.word, next.isWhole);
        const here = knowledge.map(
          (counts, at) => [counts.countIn(range), begunHere[at] ?? 0] as const,
        );
        return shiftOf(anywhere.countIn(range) / usual, here);
      });
      if (shifts.every((shift) => shift === 0)) return undefined;
      return fitBudget(shifts, logProbabilities);
    },
  };
}

/** Words before a place, and the beginning of the one that stands there already. */
interface Place {
  readonly words: readonly string[];
  readonly begun: string;
}

/** `undefined` inside a string or a comment, where nobody writes code. */
function readPlace(before: string, lexer: LexerRules): Place | undefined {
  const cut = Math.max(0, before.length - LOOKED_BACK);
  // From the beginning of a line: half a string would be read inside out.
  const line = cut === 0 ? 0 : before.indexOf("\n", cut);
  const tail = before.slice(line === -1 ? cut : line);
  const { lexemes, isInText, isOpen }: Lexed = lex(tail, lexer);
  if (isInText) return undefined;
  const last = lexemes.at(-1) ?? "";
  const isBegun = isOpen && /[\p{ID_Start}$_]/u.test(last.charAt(0));
  return isBegun
    ? { words: lexemes.slice(-4, -1), begun: last }
    : { words: lexemes.slice(-3), begun: "" };
}

/** What a candidate makes of the word that is begun: the word's beginning, or all of it. */
interface Next {
  readonly word: string;
  readonly isWhole: boolean;
}

/** `undefined` for a candidate that is nothing but space. */
function readCandidate(begun: string, candidate: string, lexer: LexerRules): Next | undefined {
  const written = begun + candidate;
  if (written.trim() === "") return undefined;
  const { lexemes, isOpen } = lex(written, lexer);
  const [word] = lexemes;
  if (word === undefined) return undefined;
  return { word, isWhole: lexemes.length > 1 || !isOpen };
}

/** log of its share here over its `usual` share, both of the words that begin alike. */
function shiftOf(
  usual: number,
  here: readonly (readonly [count: number, alike: number])[],
): number {
  if (usual === 0) return 0;
  let share = usual;
  // From the vaguest knowledge to the surest, each leaning on the one before it.
  for (let at = here.length - 1; at >= 0; at -= 1) {
    const [count, alike] = here[at] as readonly [number, number];
    share = (count + IMAGINED * share) / (alike + IMAGINED);
  }
  return Math.max(-FARTHEST, Math.min(FARTHEST, Math.log(share / usual)));
}

function countMembers({ members }: Lesson, order: WordOrder): ReadonlyMap<string, RangeCounts> {
  const counted = new Map<string, RangeCounts>();
  for (const [owner, names] of members) {
    const counts = toCounts([...names], order);
    if (counts.total >= LEAST_SEEN) counted.set(owner, counts);
  }
  return counted;
}

const toCounts = (
  counted: readonly (readonly [word: string, count: number])[],
  order: WordOrder,
): RangeCounts =>
  createRangeCounts(
    counted.flatMap(([word, count]) => {
      const place = order.placeOf(word);
      return place === undefined ? [] : [[place, count] as const];
    }),
  );
