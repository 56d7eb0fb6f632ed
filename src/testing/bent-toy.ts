/** A grammar whose dead ends bend what a model says, with the truth told by counting. */

import {
  answerHeld,
  bytesVocabulary,
  constraintSet,
  holdFakeModel,
  larkOf,
} from "./hold-fake-model.ts";

const code = (text: string): number => text.charCodeAt(0);
const [END = 0] = bytesVocabulary.endTokens;
const SYNTAX = larkOf('start: "a" ("b" | "c" "d") | "x" /[a-z]/');

/** Begins with `a` nearly always, and goes on after it with what the grammar does not take. */
function likely(written: readonly number[]): ReadonlyMap<number, number> {
  const weights: Readonly<Record<string, Readonly<Record<string, number>>>> = {
    "": { a: 0.9, x: 0.1 },
    a: { z: 0.95, b: 0.01, c: 0.04 },
    ac: { d: 1 },
    x: { y: 0.5, w: 0.5 },
  };
  const next = weights[String.fromCharCode(...written)];
  if (next === undefined) return new Map([[END, 1]]);
  return new Map(Object.entries(next).map(([text, weight]) => [code(text), weight]));
}

/** What the model says of each text, given that it is whole: 0.9·0.01, 0.9·0.04 and twice 0.1·0.5, of 0.145. */
const TRUTH: Readonly<Record<string, number>> = {
  ab: 0.009 / 0.145,
  acd: 0.036 / 0.145,
  xy: 0.05 / 0.145,
  xw: 0.05 / 0.145,
};

/**
 * How far the last two thirds of `count` answers are from the truth, in total variation: 0 is the same distribution,
 * 1 has nothing in common with it.
 */
export async function measureBend(isAligned: boolean, count: number): Promise<number> {
  const { model } = holdFakeModel(likely, { isAligned });
  const set = constraintSet({ syntax: SYNTAX });
  const counts = new Map<string, number>();
  const from = Math.ceil(count / 3);
  for (let seed = 1; seed <= count; seed += 1) {
    const { text } = await answerHeld(model, set, { seed, temperature: 1 });
    if (seed > from) counts.set(text, (counts.get(text) ?? 0) + 1 / (count - from));
  }
  const names = new Set([...Object.keys(TRUTH), ...counts.keys()]);
  return [...names].reduce(
    (sum, name) => sum + Math.abs((TRUTH[name] ?? 0) - (counts.get(name) ?? 0)) / 2,
    0,
  );
}
