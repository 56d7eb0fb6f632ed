import type { NextTokens } from "../../ports/token-access.ts";

/** What is known of one place of a text: before its token, from 0. */
export interface Place {
  /** What the model would write; `undefined` where nothing was asked, because it was forced. */
  readonly next: NextTokens | undefined;
  /** Tokens that are not tried here while the text before stands. */
  readonly banned: Set<number>;
  /** How many numbers were drawn here, those of earlier tries too. */
  draws: number;
}

/** Where a text goes on from after a refusal. */
export interface Return {
  /** How many tokens stay. */
  readonly keep: number;
  /** What is not tried there again. */
  readonly ban: number;
}

export interface Retries {
  /**
   * Where to try again after the text from token `from` up to its end was refused; `undefined` where all that is
   * worth trying was tried.
   */
  plan(from: number, tokens: readonly number[], places: readonly Place[]): Return | undefined;
  /** All over again, because less is asked now. */
  forget(): void;
}

/** Other ways that are tried behind one place, before the place itself is left. */
const TRIES_BEHIND = 4;
/** Before an earlier place is gone back to. */
const TRIES_AT = 6;
/** How many tokens earlier, doubled each time. */
const STEP_BACK = 8;
/** In all, before less is asked. */
const MOST_RETURNS = 24;
/** An alternative that the model thinks less likely than this beside its choice is no real one. */
const LEAST_LIKELY = 0.02;

/**
 * First another way is taken where the model itself was in doubt most, then at the first token that was refused, then
 * further and further back.
 */
export function createRetries(most = MOST_RETURNS): Retries {
  let tries = new Map<number, number>();
  let returns = 0;
  return {
    plan(from, tokens, places) {
      returns += 1;
      if (returns > most) return undefined;
      const tried = (tries.get(from) ?? 0) + 1;
      tries.set(from, tried);
      const start =
        tried <= TRIES_AT ? from : Math.max(0, from - STEP_BACK * 2 ** (tried - TRIES_AT - 1));
      const end = tokens.length;
      const doubtful =
        tried <= TRIES_BEHIND || tried > TRIES_AT
          ? findDoubt(start, end, tokens, places)
          : undefined;
      const keep = doubtful ?? findFree(start, end, places);
      const ban = keep === undefined ? undefined : tokens[keep];
      return keep === undefined || ban === undefined ? undefined : { keep, ban };
    },
    forget() {
      tries = new Map();
      returns = 0;
    },
  };
}

/** Where, from `start` on, another token was the most likely beside the one that was taken. */
function findDoubt(
  start: number,
  end: number,
  tokens: readonly number[],
  places: readonly Place[],
): number | undefined {
  let best: number | undefined;
  let most = LEAST_LIKELY;
  for (let at = start; at < end; at += 1) {
    const doubt = doubtAt(places[at], tokens[at] ?? -1);
    if (doubt > most) [best, most] = [at, doubt];
  }
  return best;
}

/** How likely the likeliest other token is, beside the one that was taken. */
function doubtAt(place: Place | undefined, taken: number): number {
  if (place?.next === undefined) return 0;
  const { tokens, probabilities } = place.next;
  const own = probabilities[tokens.indexOf(taken)] ?? 0;
  const other = tokens.findIndex((token) => token !== taken && !place.banned.has(token));
  return Math.min(1, (probabilities[other] ?? 0) / (own || 1));
}

/** The first place where the model was asked: what is forced is forced again. Else the last one before. */
function findFree(start: number, end: number, places: readonly Place[]): number | undefined {
  for (let at = start; at < end; at += 1) if (places[at]?.next !== undefined) return at;
  for (let at = start - 1; at >= 0; at -= 1) if (places[at]?.next !== undefined) return at;
  return undefined;
}
