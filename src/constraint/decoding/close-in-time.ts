/** Sees to it that a text ends whole before its tokens run out. */

export interface Ending {
  /** How many tokens of the text stay. */
  readonly keep: number;
  /** What is written then; the text is whole after it. */
  readonly tokens: readonly number[];
  /** Whether it says only that there is no answer, as `throw 0;` does: whole, and of no use to anybody. */
  readonly givesUp: boolean;
}

export interface CloseInTime {
  /**
   * What to end with now, because there is room for little more; `undefined` while there is time. Looks for an end
   * only at some places, the more often the nearer the limit is.
   */
  check(tokens: readonly number[]): Promise<Ending | undefined>;
  /** Ends that were found on the way for what still stands of the text, the last first. */
  listKnown(tokens: readonly number[]): readonly Ending[];
  /** Where an end was last found, if none is found any more since long: nothing good comes of what is behind it. */
  findLostSince(tokens: readonly number[]): number | undefined;
}

export interface CloseInTimeParts {
  /** Most tokens of the text. */
  readonly limit: number;
  /** Whether looking by search takes long. */
  readonly isSlow: boolean;
  /** An end that somebody proposes at once, however long; `undefined` where nobody does. */
  readonly proposeEnd: () => Ending | undefined;
  /** An end that is found by searching, no longer than there is room. */
  readonly findEnd: () => Promise<Ending | undefined>;
}

/** With so many tokens left an end is searched for. */
const LOOKS = [64, 40, 26, 17, 11, 7, 4, 2] as const;
const SLOW_LOOKS = [48, 17, 6];
/** So many tokens an end may grow until it is looked for again. */
const SPARE = 6;
/** Most tokens from one proposal to the next. */
const LONGEST_WAIT = 16;
/** Tokens from one look to the next where none was proposed, or where some were taken back. */
const WAIT_FOR_ONE = 5;
/** Tokens without an end before what is written counts as lost. */
const LOST = 28;

interface KnownEnding extends Ending {
  readonly before: readonly number[];
  readonly isProposed: boolean;
}

export function closeInTime(parts: CloseInTimeParts): CloseInTime {
  const { limit, isSlow, proposeEnd, findEnd } = parts;
  const half = Math.ceil(limit / 2);
  const all = isSlow ? SLOW_LOOKS : LOOKS;
  // What was opened in the first half can be closed in the second.
  const looks = [...(half < LOOKS[0] ? [half] : []), ...all.filter((left) => left < half)];
  const known: KnownEnding[] = [];
  let searched = Number.POSITIVE_INFINITY;
  let nextLook = 0;
  let looked: readonly number[] = [];

  const remember = (before: readonly number[], ending: Ending, isProposed: boolean): void => {
    if (ending.keep + ending.tokens.length <= limit)
      known.push({ ...ending, before: [...before], isProposed });
  };
  // Each was found behind the ones before it: where the last one stands, all do.
  const stillKnown = (tokens: readonly number[]): readonly KnownEnding[] => {
    for (let last = known.at(-1); last !== undefined; last = known.at(-1)) {
      if (beginsWith(tokens, last.before)) break;
      known.pop();
    }
    return known;
  };
  /** The shortest wait that no end outgrows, as far as ends grow by a token for each that is written. */
  const waitFor = (slack: number): number => Math.max(1, Math.min(LONGEST_WAIT, slack >> 1));

  async function search(tokens: readonly number[]): Promise<Ending | undefined> {
    const left = limit - tokens.length;
    const due = looks.filter((one) => one >= left).at(-1);
    if (due === undefined || due >= searched) return undefined;
    searched = due;
    const ending = await findEnd();
    if (ending === undefined) return undefined;
    remember(tokens, ending, false);
    // A better one may be found to the last.
    if (ending.givesUp) return undefined;
    const next = looks[looks.indexOf(due) + 1] ?? 0;
    return ending.tokens.length + SPARE > Math.min(left, next) ? ending : undefined;
  }

  // Searching takes long, and seldom finds what a judge does not: where there is one to go back to, that will do.
  const searchUnlessProposed = async (tokens: readonly number[]): Promise<Ending | undefined> =>
    stillKnown(tokens).some(({ isProposed }) => isProposed) ? undefined : search(tokens);

  return {
    async check(tokens) {
      if (tokens.length < looked.length || !beginsWith(tokens, looked))
        nextLook = Math.min(nextLook, tokens.length + WAIT_FOR_ONE);
      if (tokens.length < nextLook) return searchUnlessProposed(tokens);
      looked = [...tokens];
      const ending = proposeEnd();
      if (ending === undefined) {
        nextLook = tokens.length + WAIT_FOR_ONE;
        return searchUnlessProposed(tokens);
      }
      const slack = limit - tokens.length - ending.tokens.length - SPARE;
      nextLook = tokens.length + waitFor(slack);
      stillKnown(tokens);
      remember(tokens, ending, true);
      if (slack > 0) return undefined;
      return limit - tokens.length >= ending.tokens.length ? ending : known.at(-1);
    },
    listKnown: (tokens) => stillKnown(tokens).toReversed(),
    findLostSince(tokens) {
      const last = stillKnown(tokens).at(-1);
      return last?.isProposed === true && tokens.length - last.keep > LOST ? last.keep : undefined;
    },
  };
}

const beginsWith = (tokens: readonly number[], before: readonly number[]): boolean =>
  before.length <= tokens.length && before.every((token, at) => tokens[at] === token);
