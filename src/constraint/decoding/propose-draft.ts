/** Guesses what follows from what stands in the prompt and in the text so far. */
export interface DraftProposer {
  /** Up to `MOST_DRAFTED` tokens after `tokens`, which begin with what was seen before; empty where a guess is no use. */
  propose(tokens: readonly number[]): readonly number[];
  /** Hears which token did follow: so it learns whether its guesses are worth a pass. */
  notice(tokens: readonly number[], next: number): void;
}

/** More of them cost more than they save where a model runs on few cores. */
export const MOST_DRAFTED = 8;
/** A pass over two tokens takes half as long again as over one: guesses must be right more often than not. */
const WORTH_TRYING = 0.75;
const WORTH_MANY = 0.9;
/** How fast earlier guesses fade. */
const MEMORY = 0.85;
const LONGEST_MATCH = 3;

/** Looks the last tokens up in all that was written before them. */
export function createDraftProposer(isDrafting = true): DraftProposer {
  const ends = new Map<number, number[]>();
  let indexed = 0;
  let trust = 0.5;
  /** Where else the last two tokens stand, the place after them; longer matches and later ones first. */
  const find = (tokens: readonly number[]): number | undefined => {
    index(tokens);
    const key = keyOf(tokens, tokens.length);
    let best: number | undefined;
    let longest = 0;
    for (const place of (ends.get(key) ?? []).toReversed().slice(0, 8)) {
      if (place >= tokens.length || keyOf(tokens, place) !== key) continue;
      const length = matchBefore(tokens, place);
      if (length > longest) [best, longest] = [place, length];
    }
    return best;
  };
  const index = (tokens: readonly number[]): void => {
    // What was taken back leaves places behind that no longer match: they are looked at again when found.
    indexed = Math.min(indexed, tokens.length);
    for (; indexed < tokens.length; indexed += 1) {
      if (indexed < 2) continue;
      const key = keyOf(tokens, indexed);
      const places = ends.get(key);
      if (places === undefined) ends.set(key, [indexed]);
      else if (places.at(-1) !== indexed) places.push(indexed);
    }
  };
  return {
    propose(tokens) {
      if (!isDrafting || trust < WORTH_TRYING || tokens.length < 3) return [];
      const place = find(tokens);
      if (place === undefined) return [];
      return tokens.slice(place, place + (trust < WORTH_MANY ? 2 : MOST_DRAFTED));
    },
    notice(tokens, next) {
      if (!isDrafting || tokens.length < 3) return;
      const place = find(tokens);
      if (place === undefined) return;
      trust = MEMORY * trust + (1 - MEMORY) * (tokens[place] === next ? 1 : 0);
    },
  };
}

/** The two tokens before `place`. Ids stay below 2^22. */
const keyOf = (tokens: readonly number[], place: number): number =>
  (tokens[place - 2] ?? 0) * 4_194_304 + (tokens[place - 1] ?? 0);

function matchBefore(tokens: readonly number[], place: number): number {
  let length = 2;
  while (
    length < LONGEST_MATCH &&
    place - length > 0 &&
    tokens[place - length - 1] === tokens[tokens.length - length - 1]
  )
    length += 1;
  return length;
}
