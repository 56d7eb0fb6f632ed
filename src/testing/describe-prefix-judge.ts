/** The promises that every judge of prefixes keeps. */

import { beforeAll, describe, expect, test } from "vitest";
import {
  isRefusal,
  type PrefixJudge,
  type PrefixRefusal,
  type PrefixState,
} from "../ports/prefix-judge.ts";

/** A text that must not be finished. */
export interface BadText {
  readonly text: string;
  /** What is written up to here can still become something: it must be let through, and must not be taken back. */
  readonly from: number;
  /** @default any */
  readonly cause?: string | undefined;
}

export interface PrefixJudgeExamples {
  /** Asked for once. */
  readonly open: () => PrefixJudge | Promise<PrefixJudge>;
  /** Whole texts that may be written. */
  readonly good: readonly string[];
  readonly bad: readonly BadText[];
}

/** A judge's word on a whole text, and how much of it was written by then. */
export interface Reading {
  readonly refusal: PrefixRefusal | undefined;
  readonly written: number;
}

/** Feeds a judge piece by piece, settles wherever that can be done, and ends. */
export async function readPieces(
  start: PrefixState,
  pieces: readonly string[],
  { settles = true }: { readonly settles?: boolean | undefined } = {},
): Promise<Reading> {
  let state = start;
  let written = 0;
  for (const piece of pieces) {
    const fed = state.feed(piece);
    written += piece.length;
    if (isRefusal(fed)) return { refusal: fed, written };
    const settled = settles && fed.settle !== undefined ? await fed.settle(undefined) : fed;
    if (isRefusal(settled)) return { refusal: settled, written };
    state = settled;
  }
  return { refusal: await state.finish(undefined), written };
}

/** `text` in pieces of 1 to `longest` characters, the same ones for the same seed; characters stay whole. */
export function cutAtRandom(text: string, seed: number, longest = 9): readonly string[] {
  let state = seed;
  const characters = [...text];
  const pieces: string[] = [];
  for (let at = 0; at < characters.length; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const length = 1 + ((state >>> 16) % longest);
    pieces.push(characters.slice(at, at + length).join(""));
    at += length;
  }
  return pieces;
}

/** Describes, for vitest, what a judge must do on texts of which is known whether they are right. */
export function describePrefixJudge(name: string, { open, good, bad }: PrefixJudgeExamples): void {
  describe(`${name}, as every judge of prefixes`, () => {
    let start: PrefixState;
    beforeAll(async () => {
      ({ start } = await open());
    });

    test.each(good)("lets good text %# be written character by character", async (text) => {
      expect(await readPieces(start, [...text])).toEqual({
        refusal: undefined,
        written: text.length,
      });
    });

    test.each(good)("lets good text %# be written in any pieces", async (text) => {
      for (const seed of [1, 2, 3])
        expect(await readPieces(start, cutAtRandom(text, seed))).toEqual({
          refusal: undefined,
          written: text.length,
        });
      expect((await readPieces(start, [text])).refusal).toBeUndefined();
    });

    test.each(bad)("refuses bad text %#, and not too early", async ({ text, from, cause }) => {
      for (const pieces of [[...text], cutAtRandom(text, 4), cutAtRandom(text, 5, 30)]) {
        const { refusal, written } = await readPieces(start, pieces);
        expect([text, refusal === undefined]).toEqual([text, false]);
        if (refusal === undefined) return;
        expect(refusal.reason).not.toBe("");
        if (cause !== undefined) expect([text, refusal.cause]).toEqual([text, cause]);
        expect([text, written >= from]).toEqual([text, true]);
        expect(refusal.keep).toBeGreaterThanOrEqual(0);
        expect([text, refusal.keep, refusal.keep <= from]).toEqual([text, refusal.keep, true]);
      }
    });

    test.each(bad)(
      "lets bad text %# be written without settling up to its first wrong place",
      ({ text, from }) => {
        // The character at `from` is the first that may be refused.
        const fed = start.feed(text.slice(0, Math.max(0, from - 1)));
        expect([text, isRefusal(fed) && fed.reason]).toEqual([text, false]);
      },
    );

    test.each([...good, ...bad.map(({ text }) => text)])(
      "feeds text %# alike in pieces and at once",
      (text) => {
        const atOnce = start.feed(text);
        for (const pieces of [[...text], cutAtRandom(text, 6)]) {
          const inPieces = feedAll(start, pieces);
          expect(wordOf(inPieces)).toEqual(wordOf(atOnce));
        }
      },
    );

    test.each(good)(
      "goes on from an earlier state of text %# as if nothing had been fed",
      async (text) => {
        const characters = [...text];
        const half = characters.slice(0, characters.length / 2);
        const middle = feedAll(start, half);
        expect(isRefusal(middle)).toBe(false);
        if (isRefusal(middle)) return;
        const before = middle.listContinuations();
        // Nonsense, and then another text, and then the true rest.
        middle.feed(")]} =");
        if (middle.settle !== undefined) await middle.settle(undefined);
        feedAll(start, [...(good[0] ?? "")]);
        expect(middle.listContinuations()).toEqual(before);
        const rest = characters.slice(half.length);
        expect((await readPieces(middle, rest)).refusal).toBeUndefined();
        expect(
          (await readPieces(middle, [rest.join("")], { settles: false })).refusal,
        ).toBeUndefined();
      },
    );
  });
}

function feedAll(start: PrefixState, pieces: readonly string[]): PrefixState | PrefixRefusal {
  let state: PrefixState | PrefixRefusal = start;
  for (const piece of pieces) {
    if (isRefusal(state)) return state;
    state = state.feed(piece);
  }
  return state;
}

/** What a caller can see of an outcome without waiting. */
const wordOf = (outcome: PrefixState | PrefixRefusal) =>
  isRefusal(outcome)
    ? { cause: outcome.cause, keep: outcome.keep, reason: outcome.reason }
    : { settles: outcome.settle !== undefined };
