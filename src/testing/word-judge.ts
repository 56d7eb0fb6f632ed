import type { PrefixJudge, PrefixState } from "../ports/prefix-judge.ts";

export interface WordJudgeOptions {
  /** Refused as soon as it is read; what is before it can stand. */
  readonly badWord?: string | undefined;
  /** Refused when its statement has ended with `;`; what is before the statement can stand. */
  readonly lateWord?: string | undefined;
  /** Without it no text may end. */
  readonly neededWord?: string | undefined;
  /** @default "type" */
  readonly level?: PrefixJudge["level"] | undefined;
}

/** A judge of beginnings that knows three words. */
export function createWordJudge({
  badWord,
  lateWord,
  neededWord,
  level = "type",
}: WordJudgeOptions): PrefixJudge {
  const refuse = (cause: string, word: string, keep: number) =>
    ({ isRefused: true, cause, reason: `"${word}" is not known here`, keep }) as const;
  const stateOf = (text: string, settled: number): PrefixState => ({
    feed(more) {
      const next = text + more;
      const at = badWord === undefined ? -1 : next.indexOf(badWord);
      return badWord !== undefined && at >= 0
        ? refuse("bad-word", badWord, at)
        : stateOf(next, settled);
    },
    settle:
      text.endsWith(";") && settled < text.length
        ? async (signal) => {
            signal?.throwIfAborted();
            const isWrong = lateWord !== undefined && text.slice(settled).includes(lateWord);
            return isWrong ? refuse("late-word", lateWord, settled) : stateOf(text, text.length);
          }
        : undefined,
    finish: async () =>
      neededWord === undefined || text.includes(neededWord)
        ? undefined
        : refuse("missing-word", neededWord, text.length),
    listContinuations: () => undefined,
  });
  return { level, describes: "words", start: stateOf("", 0) };
}
