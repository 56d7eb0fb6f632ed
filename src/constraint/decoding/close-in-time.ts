/** Sees to it that a text ends whole before its tokens run out. */

export interface Ending {
  /** How many tokens of the text stay. */
  readonly keep: number;
  /** What is written then; the text is whole after it. */
  readonly tokens: readonly number[];
}

export interface CloseInTime {
  /**
   * What to end with now, because there is room for little more; `undefined` while there is time. Looks for an end
   * only at some places, as looking takes long.
   */
  check(tokens: readonly number[]): Promise<Ending | undefined>;
  /** The end that was found last for a text that still stands. */
  lastResort(tokens: readonly number[]): Ending | undefined;
}

export interface CloseInTimeParts {
  /** Most tokens of the text. */
  readonly limit: number;
  readonly isSlow: boolean;
  readonly findEnd: () => Promise<Ending | undefined>;
}

/** With so many tokens left an end is looked for. */
const LOOKS = [64, 40, 26, 17, 11, 7, 4, 2] as const;
const SLOW_LOOKS = [48, 17, 6];
/** So many tokens an end may grow until it is looked for again. */
const SPARE = 6;

export function closeInTime({ limit, isSlow, findEnd }: CloseInTimeParts): CloseInTime {
  const half = Math.ceil(limit / 2);
  const all = isSlow ? SLOW_LOOKS : LOOKS;
  // What was opened in the first half can be closed in the second.
  const looks = [...(half < LOOKS[0] ? [half] : []), ...all.filter((left) => left < half)];
  let found: { readonly before: readonly number[]; readonly tokens: readonly number[] } | undefined;
  let looked = Number.POSITIVE_INFINITY;
  return {
    async check(tokens) {
      const left = limit - tokens.length;
      const due = looks.filter((one) => one >= left).at(-1);
      if (due === undefined || due >= looked) return undefined;
      looked = due;
      const ending = await findEnd();
      if (ending === undefined) return undefined;
      found = { before: [...tokens], tokens: ending.tokens };
      const next = looks[looks.indexOf(due) + 1] ?? 0;
      return ending.tokens.length + SPARE > Math.min(left, next) ? ending : undefined;
    },
    lastResort(tokens) {
      if (found?.before.every((token, at) => tokens[at] === token) !== true) return undefined;
      return { keep: found.before.length, tokens: found.tokens };
    },
  };
}
